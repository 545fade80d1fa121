package dev.rebound.api.rebound;

import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.Scope;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.mail.MailRows;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code POST /rebound/v1/messages}: takes bounce mails, one or many, as a mail system returns
 * them; answered when all that they tell is committed.
 */
public final class MessagesEndpoint {
  private final Bus bus;
  private final RowDefaults defaults;
  private final IngestMeters meters;

  public MessagesEndpoint(Bus bus, RowDefaults defaults, IngestMeters meters) {
    this.bus = bus;
    this.defaults = defaults;
    this.meters = meters;
  }

  public Resource resource() {
    return Resource.at("/rebound/v1/messages")
        .with(HttpMethod.POST, Scope.BOUNCES_CREATE, this::ingest);
  }

  private Future<ApiResponse> ingest(HttpServerRequest request, Caller caller) {
    EventSender sender = new EventSender(bus, caller.account().id(), EventSource.MAIL);
    return MessagesRequest.read(request.getHeader("Content-Type"))
        .then(messages -> Unpacking.of(request, reader(messages)))
        .fold(rows -> IngestStream.of(request, rows, sender, meters).run(), ApiResponse::ofProblem);
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
