package dev.rebound.mock.send;

import dev.rebound.api.ApiPath;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.MediaType;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Lookups;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code POST /v3/mail/send}: accepts a message with 202, and sends nothing. For one event loop.
 */
public final class MailSendEndpoint implements Endpoint {
  private static final String PATH = "/v3/mail/send";
  // SendGrid's limit for a message with its attachments.
  private static final int MAX_BODY = 30 << 20;
  private static final String MESSAGE_ID = "X-Message-Id";

  /** SendGrid forbids calls from browsers. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Access-Control-Allow-Origin",
          "https://sendgrid.api-docs.io",
          "Access-Control-Allow-Methods",
          "POST",
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, On-behalf-of, x-sg-elas-acl",
          "Access-Control-Max-Age",
          "600",
          "X-No-CORS-Reason",
          "https://sendgrid.com/docs/Classroom/Basics/API/cors.html");

  private final SentMessages messages;
  private final Dispatcher dispatcher;
  private final Lookups lookups;
  private final Clock clock;

  private MailSendEndpoint(SentMessages messages, Dispatcher dispatcher, Bus bus, Clock clock) {
    this.messages = messages;
    this.dispatcher = dispatcher;
    this.lookups = new Lookups(bus);
    this.clock = clock;
  }

  /** Returns the path of the endpoint. */
  public static ApiPath path(SentMessages messages, Dispatcher dispatcher, Bus bus, Clock clock) {
    return ApiPath.of(
            PATH,
            new ApiPath.Method(
                HttpMethod.POST,
                Optional.of(Scope.MAIL_SEND),
                OptionalInt.of(MAX_BODY),
                () -> new MailSendEndpoint(messages, dispatcher, bus, clock)))
        .withStyle(new ApiPath.Style(HEADERS, MailError::response, true));
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    if (RequestData.contentType(context).filter(type -> MediaType.of(type).isJson()).isEmpty()) {
      return Future.succeededFuture(MailError.response(Problem.NOT_JSON_TYPE));
    }
    return RequestData.parseBody(context, body -> MailRequest.read(body, clock.instant()))
        .compose(
            request ->
                request
                    .mail()
                    .map(mail -> accept(context, caller, mail))
                    .orElseGet(
                        () -> Future.succeededFuture(MailError.response(400, request.errors()))));
  }

  /** Accepts a mail when its first events have happened: a bounce is on the list by then. */
  private Future<ApiResponse> accept(RoutingContext context, Caller caller, Mail mail) {
    if (mail.isSandbox()) {
      return Future.succeededFuture(ApiResponse.EMPTY);
    }
    Sending sending = new Sending(MessageIds.next(), caller.account(), clock.instant(), mail);
    return dispatcher
        .dispatch(sending, lookups)
        .map(
            dispatched -> {
              messages.add(new SentMessage(sending, RequestData.body(context).getBytes()));
              return new ApiResponse(202, Map.of(MESSAGE_ID, sending.id()), Optional.empty());
            });
  }
}
