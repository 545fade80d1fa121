package dev.rebound.mock.event;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.ingest.RowDefaults;
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

  /**
   * @param defaults give the service's time, and a class to events without one
   */
  public EventRunner(WebhookClient client, Targets targets, Bus bus, RowDefaults defaults) {
    this.client = client;
    this.targets = targets;
    this.bus = bus;
    this.defaults = defaults;
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
    return localIngest(order)
        .compose(
            localIngest ->
                post(order)
                    .compose(
                        post ->
                            texts(order)
                                .compose(texts -> run(order, texts, post, localIngest, lines))));
  }

  private Future<JsonObject> run(
      DeliveryRequest order,
      EventTexts texts,
      WebhookPost post,
      Optional<LocalIngest> localIngest,
      Function<JsonObject, Future<Void>> lines) {
    EventRun run = new EventRun(order, texts, post, localIngest, lines);
    return run.run()
        .map(report -> report.totals(run.isStopped(), localIngest.isPresent(), publicKey()));
  }

  private Future<Optional<LocalIngest>> localIngest(DeliveryRequest order) {
    if (!order.isIngested()) {
      return Future.succeededFuture(Optional.empty());
    }
    return bus.ask(Operations.FIND_ACCOUNT, order.account())
        .map(
            found -> {
              Account account =
                  found.orElseThrow(() -> new IllegalArgumentException("there is no such account"));
              return Optional.of(new LocalIngest(bus, account.id(), defaults));
            });
  }

  private Future<WebhookPost> post(DeliveryRequest order) {
    return Vertx.currentContext()
        .executeBlocking(() -> targets.find(order.url()), false)
        .map(target -> new WebhookPost(client, signer, defaults.now(), target));
  }

  private Future<EventTexts> texts(DeliveryRequest order) {
    return Vertx.currentContext()
        .executeBlocking(
            () -> new EventTexts(events(order), new EventForm(defaults, order.seed())), false);
  }

  private List<JsonObject> events(DeliveryRequest order) {
    if (order.count() == 0) {
      return order.events();
    }
    Instant now = Instant.ofEpochSecond(defaults.now().getAsLong());
    return new GeneratedEvents(
        order.count(), order.seed(), LocalDate.ofInstant(now, ZoneOffset.UTC));
  }
}
