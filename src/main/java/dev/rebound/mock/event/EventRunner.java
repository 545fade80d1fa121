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

/** Sends what is ordered, signed with one key as long as the process runs. */
public final class EventRunner {
  private final EventSigner signer = EventSigner.create();
  private final WebhookClient client;
  private final Targets targets;
  private final Bus bus;
  private final RowDefaults defaults;

  /**
   * @param defaults the service's time, and the class of an event that has none
   */
  public EventRunner(WebhookClient client, Targets targets, Bus bus, RowDefaults defaults) {
    this.client = client;
    this.targets = targets;
    this.bus = bus;
    this.defaults = defaults;
  }

  /** With which the receiver verifies, in the form in which SendGrid shows it. */
  public String publicKey() {
    return signer.publicKey();
  }

  /**
   * Carries an order out on the calling event loop.
   *
   * @param lines takes what became of each request
   * @return the totals; fails with {@link IllegalArgumentException}, before the first line, when
   *     its target or account is none
   */
  public Future<JsonObject> run(DeliveryRequest order, Function<JsonObject, Future<Void>> lines) {
    return listing(order)
        .compose(
            listing ->
                post(order)
                    .compose(
                        post ->
                            texts(order)
                                .compose(texts -> run(order, texts, post, listing, lines))));
  }

  private Future<JsonObject> run(
      DeliveryRequest order,
      EventTexts texts,
      WebhookPost post,
      Optional<OwnListing> listing,
      Function<JsonObject, Future<Void>> lines) {
    EventRun run = new EventRun(order, texts, post, listing, lines);
    return run.run()
        .map(report -> report.totals(run.isStopped(), listing.isPresent(), publicKey()));
  }

  private Future<Optional<OwnListing>> listing(DeliveryRequest order) {
    if (!order.isIngested()) {
      return Future.succeededFuture(Optional.empty());
    }
    return bus.ask(Operations.FIND_ACCOUNT, order.account())
        .map(
            found -> {
              Account account =
                  found.orElseThrow(() -> new IllegalArgumentException("there is no such account"));
              return Optional.of(new OwnListing(bus, account.id(), defaults));
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
