package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.LimitedBodyHandler;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.rebound.DeliveryVerifier.Delivery;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.bus.Operations;
import dev.rebound.bus.ReplyCache;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /rebound/v1/events/{webhook-id}}: SendGrid's Event Webhook (contract, chapter 6) and
 * the webhooks of other vendors. Deliveries need the vendor's proof of origin; a webhook of
 * SendGrid's without a public key needs an API key instead. Responds when all events are committed:
 * vendors never repeat a delivery that got a 2xx.
 */
public final class WebhookEndpoint {
  public static final String PREFIX = "/rebound/v1/events/";

  /** Bytes of a delivery of SendGrid, which sends 768 KB at most (contract, 6.3). */
  public static final int MAX_LENGTH = 1 << 21;

  /** Bytes of a delivery of another vendor: Mandrill packs 1,000 events into a form. */
  public static final int MAX_VENDOR_LENGTH = 1 << 22;

  private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
  private static final String WEBHOOK = "rebound.webhook";
  private static final String EVENTS = "rebound.webhook-events";

  private final Bus bus;
  private final DeliveryVerifier verifier;
  private final SnsVerifier snsVerifier;
  private final IngestMeters meters;
  private final RowDefaults defaults;
  private final String baseUrl;
  private final DeliveryLog log;
  private final ReplyCache<Webhook.Id, Optional<Webhook>> webhooks;

  /**
   * @param cacheTime after which a revoked webhook stops working
   * @param signatureWindow greatest distance between now and the time of a delivery, either way
   * @param snsGateway fetches the certificates and confirmations of Amazon SNS
   * @param baseUrl the service's public URL, which some vendors sign
   */
  public WebhookEndpoint(
      Bus bus,
      Duration cacheTime,
      Duration signatureWindow,
      IngestMeters meters,
      RowDefaults defaults,
      SnsGateway snsGateway,
      String baseUrl) {
    this.bus = bus;
    this.verifier = new DeliveryVerifier(signatureWindow);
    this.snsVerifier = new SnsVerifier(snsGateway, defaults.now());
    this.meters = meters;
    this.defaults = defaults;
    this.baseUrl = baseUrl;
    this.log = new DeliveryLog(bus, WebhookEndpoint::inASecond);
    this.webhooks = new ReplyCache<>(bus, Operations.FIND_WEBHOOK, cacheTime);
  }

  private static void inASecond(Runnable action) {
    Vertx.currentContext().owner().setTimer(1_000, tick -> action.run());
  }

  /** Returns the path of a webhook. */
  public static String path(Webhook.Id id) {
    return PREFIX + id.text();
  }

  /** Finds the webhook of the path. Pauses the request meanwhile. */
  public void find(RoutingContext context) {
    context.request().pause();
    id(context)
        .map(webhooks::ask)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .onSuccess(
            found -> {
              if (found.isEmpty()) {
                RequestData.refuse(context, Problem.NOT_FOUND);
              } else {
                context.put(WEBHOOK, found.get());
                context.next();
              }
            })
        .onFailure(context::fail);
  }

  private static Optional<Webhook.Id> id(RoutingContext context) {
    return Webhook.Id.parse(context.request().path().substring(PREFIX.length()));
  }

  /** Returns a handler that leaves out another one where deliveries carry a proof of their own. */
  public Handler<RoutingContext> unlessProven(Handler<RoutingContext> authentication) {
    return context -> {
      if (webhook(context).sender().needsApiKey()) {
        authentication.handle(context);
      } else {
        context.next();
      }
    };
  }

  /** Returns a handler that reads a body up to the limit of the webhook's vendor. */
  public static Handler<RoutingContext> bodyReader() {
    Handler<RoutingContext> ofSendGrid = new LimitedBodyHandler(MAX_LENGTH);
    Handler<RoutingContext> ofOthers = new LimitedBodyHandler(MAX_VENDOR_LENGTH);
    return context -> {
      boolean isSendGrid = webhook(context).sender().vendor() == WebhookVendor.SENDGRID;
      (isSendGrid ? ofSendGrid : ofOthers).handle(context);
    };
  }

  private static Webhook webhook(RoutingContext context) {
    return context.get(WEBHOOK);
  }

  /** Verifies the proof of a delivery, or that the caller owns the webhook. */
  public void verify(RoutingContext context) {
    Webhook webhook = webhook(context);
    Buffer body = RequestData.body(context);
    if (webhook.sender().needsApiKey()) {
      long caller = RequestData.caller(context).account().id();
      pass(context, caller == webhook.account().id() ? Optional.of(body) : Optional.empty());
      return;
    }
    RequestData.setCaller(
        context, new Caller(webhook.account(), Optional.empty(), Set.of(Scope.BOUNCES_CREATE)));
    verify(webhook.sender(), delivery(context, body))
        .onSuccess(events -> pass(context, events))
        .onFailure(context::fail);
  }

  private static void pass(RoutingContext context, Optional<Buffer> events) {
    if (events.isPresent()) {
      context.put(EVENTS, events.get());
      context.next();
    } else {
      RequestData.refuse(context, Problem.ACCESS_FORBIDDEN);
    }
  }

  /** Returns the events of a delivery; empty when its proof is wrong. */
  private Future<Optional<Buffer>> verify(Webhook.Sender sender, Delivery delivery) {
    if (sender.vendor().proof() == WebhookVendor.Proof.SNS) {
      return snsVerifier.verify(sender.secret().orElseThrow().text(), delivery.body());
    }
    // Off the event loop for a small body too: a signature takes its time whatever it signs.
    return Vertx.currentContext()
        .executeBlocking(
            () -> verifier.verify(sender, delivery, defaults.now().getAsLong()), false);
  }

  private Delivery delivery(RoutingContext context, Buffer body) {
    HttpServerRequest request = context.request();
    return new Delivery(baseUrl + request.path(), request.headers(), body);
  }

  public Future<ApiResponse> ingest(RoutingContext context, Caller caller) {
    JsonRows.Dialect dialect = dialect(webhook(context).sender().vendor());
    JsonRows rows = new JsonRows(JsonRows.Format.JSON, dialect, defaults);
    EventSender sender = new EventSender(bus, caller.account().id(), EventBatch.Source.WEBHOOK);
    IngestPipeline pipeline = IngestPipeline.of(rows, sender, meters);
    return pipeline
        .readWhole(context.get(EVENTS))
        .onSuccess(
            response -> {
              logRejections(context, caller, pipeline.rejected());
              record(context, caller, response.status(), sender.counts(), pipeline.rejected());
            });
  }

  private void record(
      RoutingContext context,
      Caller caller,
      int status,
      EventBatch.Counts counts,
      RejectedRows rows) {
    long ignored = rows.ignored().values().stream().mapToLong(Long::longValue).sum();
    Webhook.Delivery delivery =
        new Webhook.Delivery(
            defaults.now().getAsLong(), status, counts, rows.rejections(), ignored);
    id(context).ifPresent(id -> log.add(caller.account().id(), id, delivery));
  }

  private static JsonRows.Dialect dialect(WebhookVendor vendor) {
    return switch (vendor) {
      case SENDGRID -> JsonRows.Dialect.SENDGRID_EVENTS;
      case OTHER -> JsonRows.Dialect.ANY;
      default -> JsonRows.Dialect.VENDOR;
    };
  }

  // Vendors ignore the body of a response, and never repeat a delivery that got 200.
  private static void logRejections(RoutingContext context, Caller caller, RejectedRows rejected) {
    if (rejected.rejections() > 0) {
      LOG.atWarn()
          .addKeyValue("request_id", RequestData.requestId(context))
          .log(
              "account {}: {} events of a webhook were rejected, the first: {}",
              caller.account().id(),
              rejected.rejections(),
              rejected.rejected().get(0).text());
    }
  }
}
