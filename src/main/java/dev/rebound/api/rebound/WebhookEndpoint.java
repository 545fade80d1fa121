package dev.rebound.api.rebound;

import dev.rebound.api.Bodies;
import dev.rebound.api.Entrance;
import dev.rebound.api.HttpOptions;
import dev.rebound.api.RequestIds;
import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.bus.Operations;
import dev.rebound.bus.ReplyCache;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.Scope;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookId;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /rebound/v1/events/{webhook-id}}: SendGrid's Event Webhook (contract, chapter 6). A
 * webhook with a public key takes what is signed with it, one without needs an API key. Answered
 * when all of it is committed: to SendGrid any 2xx means never to tell it again.
 */
public final class WebhookEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
  private static final String PREFIX = "/rebound/v1/events/";

  /** Bytes; SendGrid sends 768 KB at most (contract, 6.3). */
  private static final int MAX_LENGTH = 1 << 21;

  private final Bus bus;
  private final Duration signatureWindow;
  private final RowDefaults defaults;
  private final IngestMeters meters;
  private final ReplyCache<WebhookId, Optional<Webhook>> webhooks;

  public WebhookEndpoint(Bus bus, HttpOptions options, RowDefaults defaults, IngestMeters meters) {
    this.bus = bus;
    this.signatureWindow = options.signatureWindow();
    this.defaults = defaults;
    this.meters = meters;
    this.webhooks = new ReplyCache<>(bus, Operations.FIND_WEBHOOK, options.keyCache());
  }

  /** Where a webhook is reached, after the host. */
  public static String path(WebhookId id) {
    return PREFIX + id.text();
  }

  public Resource resource() {
    return Resource.below("webhook-id", PREFIX).withOpen(HttpMethod.POST, this::receive);
  }

  private Future<ApiResponse> receive(HttpServerRequest request, Entrance entrance) {
    Optional<WebhookId> id = WebhookId.parse(request.path().substring(PREFIX.length()));
    return id.map(webhooks::ask)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .compose(
            found ->
                found.isEmpty()
                    ? ApiResponse.ofProblem(Problem.NOT_FOUND)
                    : receive(request, entrance, found.get()));
  }

  private Future<ApiResponse> receive(
      HttpServerRequest request, Entrance entrance, Webhook webhook) {
    return webhook.key().isPresent()
        ? receiveSigned(request, entrance, webhook)
        : receiveWithKey(request, entrance, webhook);
  }

  private Future<ApiResponse> receiveSigned(
      HttpServerRequest request, Entrance entrance, Webhook webhook) {
    Caller sender = new Caller(webhook.account(), Set.of(Scope.BOUNCES_CREATE));
    return whole(
        request,
        body ->
            verify(WebhookSignature.of(request.headers()), webhook.key().get(), body)
                .compose(
                    holds ->
                        holds
                            ? entrance.admit(
                                request,
                                sender,
                                Scope.BOUNCES_CREATE,
                                (admitted, caller) -> store(request, caller, body))
                            : ApiResponse.ofProblem(Problem.ACCESS_FORBIDDEN)));
  }

  // Off the event loop also for a small body: the signature takes its time whatever it signs.
  private Future<Boolean> verify(WebhookSignature signature, SigningKey key, Buffer body) {
    return Vertx.currentContext()
        .executeBlocking(
            () ->
                signature.holds(key, body.getBytes(), defaults.now().getAsLong(), signatureWindow),
            false);
  }

  private Future<ApiResponse> receiveWithKey(
      HttpServerRequest request, Entrance entrance, Webhook webhook) {
    return entrance
        .caller(request)
        .map(read -> read.then(caller -> owner(caller, webhook)))
        .compose(
            read ->
                read.fold(
                    caller ->
                        entrance.admit(request, caller, Scope.BOUNCES_CREATE, this::receiveWhole),
                    ApiResponse::ofProblem));
  }

  private static Result<Caller> owner(Caller caller, Webhook webhook) {
    return caller.account().id() == webhook.account().id()
        ? new Result.Valid<>(caller)
        : new Result.Invalid<>(Problem.ACCESS_FORBIDDEN);
  }

  private Future<ApiResponse> receiveWhole(HttpServerRequest request, Caller caller) {
    return whole(request, body -> store(request, caller, body));
  }

  private static Future<ApiResponse> whole(
      HttpServerRequest request, Function<Buffer, Future<ApiResponse>> next) {
    return Bodies.read(request, MAX_LENGTH)
        .compose(read -> read.fold(next, ApiResponse::ofProblem));
  }

  private Future<ApiResponse> store(HttpServerRequest request, Caller caller, Buffer body) {
    JsonRows rows = new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.SENDGRID_EVENTS, defaults);
    EventSender sender = new EventSender(bus, caller.account().id(), EventSource.WEBHOOK);
    IngestPipeline intake = new IngestPipeline(Vertx.currentContext(), rows, sender, meters);
    return intake
        .readWhole(body)
        .onSuccess(answer -> logRejections(request, caller, intake.leftovers()));
  }

  // Nobody at SendGrid reads the answer, and what was answered with 200 is never told again.
  private static void logRejections(
      HttpServerRequest request, Caller caller, RejectedRows leftovers) {
    if (leftovers.rejections() > 0) {
      LOG.atWarn()
          .addKeyValue("request_id", RequestIds.of(request))
          .log(
              "account {}: {} events of a webhook were rejected, the first: {}",
              caller.account().id(),
              leftovers.rejections(),
              leftovers.rejected().get(0).text());
    }
  }
}
