package dev.rebound.mock.event;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.RowDefaults;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs delivery requests, signed with one key for the life of the process. */
public final class EventRunner {
  private final EventSigner signer = EventSigner.create();
  private final WebhookClient client;
  private final Targets targets;
  private final Bus bus;
  private final RowDefaults defaults;
  private final EventIngest ingest;

  /**
   * @param defaults give the service's time, and a class to events without one
   */
  public EventRunner(Vertx vertx, Targets targets, Bus bus, RowDefaults defaults) {
    this.client = new WebhookClient(vertx, defaults.now());
    this.targets = targets;
    this.bus = bus;
    this.defaults = defaults;
    this.ingest = new EventIngest(bus, defaults);
  }

  /** Returns the key that receivers verify with, in SendGrid's format. */
  public String publicKey() {
    return signer.publicKey();
  }

  /**
   * Runs a delivery request on the calling event loop.
   *
   * @param lines writes the result of each request
   * @return the totals; fails with {@link IllegalArgumentException}, before the first line, for a
   *     target that is not allowed or an unknown account
   */
  public Future<JsonObject> run(DeliveryRequest order, Function<JsonObject, Future<Void>> lines) {
    Context context = Vertx.currentContext();
    return localIngest(order)
        .compose(
            localIngest ->
                context
                    .executeBlocking(() -> targets.find(order.url()), false)
                    .compose(
                        target ->
                            context
                                .executeBlocking(() -> bodies(order), false)
                                .compose(
                                    bodies -> run(order, bodies, target, localIngest, lines))));
  }

  private Future<JsonObject> run(
      DeliveryRequest order,
      Function<DeliveryPlan.Batch, byte[]> bodies,
      Target target,
      Optional<Function<byte[], Future<EventBatch.Counts>>> localIngest,
      Function<JsonObject, Future<Void>> lines) {
    EventRun run =
        new EventRun(
            order,
            bodies,
            body -> client.send(target, Optional.of(signer), body),
            localIngest,
            lines);
    return run.run()
        .map(report -> report.totals(run.isStopped(), localIngest.isPresent(), publicKey()));
  }

  /** Returns the ingestion of deliveries into the request's account; empty to only send them. */
  private Future<Optional<Function<byte[], Future<EventBatch.Counts>>>> localIngest(
      DeliveryRequest order) {
    if (!order.isIngested()) {
      return Future.succeededFuture(Optional.empty());
    }
    return bus.ask(Operations.FIND_ACCOUNT, order.account())
        .map(
            found -> {
              Account account =
                  found.orElseThrow(() -> new IllegalArgumentException("there is no such account"));
              return Optional.of(body -> ingest.ingest(account.id(), body));
            });
  }

  /** Returns the encoding of deliveries. Repeated events are equal to the byte. */
  private Function<DeliveryPlan.Batch, byte[]> bodies(DeliveryRequest order) {
    List<JsonObject> events = order.count() == 0 ? order.events() : generated(order);
    EventForm form = new EventForm(defaults, order.seed());
    return batch ->
        EventBody.of(
            batch.events().stream()
                .map(number -> form.complete(events.get(number), number))
                .toList());
  }

  private List<JsonObject> generated(DeliveryRequest order) {
    Instant now = Instant.ofEpochSecond(defaults.now().getAsLong());
    return new GeneratedEvents(
        order.count(), order.seed(), LocalDate.ofInstant(now, ZoneOffset.UTC));
  }
}
