package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.mail.MailRows;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /rebound/v1/messages}: ingests one or many bounce mails as a mail system returns
 * them. Responds when all their events are committed.
 */
public final class MessagesEndpoint implements Endpoint {
  private final Bus bus;
  private final RowDefaults defaults;
  private final IngestMeters meters;

  public MessagesEndpoint(Bus bus, RowDefaults defaults, IngestMeters meters) {
    this.bus = bus;
    this.defaults = defaults;
    this.meters = meters;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    EventSender sender = new EventSender(bus, caller.account().id(), EventBatch.Source.MAIL);
    return MessagesRequest.read(RequestData.contentType(context))
        .fold(
            messages -> IngestStream.read(context, reader(messages), sender, meters),
            ApiResponse::ofProblem);
  }

  private MailRows reader(MessagesRequest messages) {
    return switch (messages.form()) {
      case MESSAGE -> MailRows.message(defaults);
      case MBOX -> MailRows.mbox(defaults);
      case MULTIPART -> MailRows.multipart(messages.boundary(), false, defaults);
      case DIGEST -> MailRows.multipart(messages.boundary(), true, defaults);
    };
  }
}
