package dev.rebound.mock.event;

import dev.rebound.mock.event.DeliveryPlan.Batch;
import dev.rebound.mock.event.WebhookClient.Outcome;
import dev.rebound.seed.SeededRandom;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Carries an order out, one delivery after the other. One that is not taken is told again, as
 * SendGrid does (contract, 6.3), but for seconds and not for a day; then the next one follows. For
 * the event loop that it was made on.
 */
final class EventRun {
  static final int TRIES = 4;

  /** A target that is away would be tried for hours. */
  static final int MOST_FAILED_IN_A_ROW = 3;

  private final Context context = Vertx.currentContext();
  private final DeliveryRequest order;
  private final EventTexts texts;
  private final WebhookPost post;
  private final Optional<OwnListing> listing;
  private final Function<JsonObject, Future<Void>> lines;
  private final DeliveryPlan plan;
  private final SeededRandom delays;
  private final RunReport report = new RunReport();
  private final Promise<RunReport> done = Promise.promise();

  /**
   * @param listing empty when the own list is not told
   * @param lines takes what became of a request; when it fails nobody listens any more
   */
  EventRun(
      DeliveryRequest order,
      EventTexts texts,
      WebhookPost post,
      Optional<OwnListing> listing,
      Function<JsonObject, Future<Void>> lines) {
    this.order = order;
    this.texts = texts;
    this.post = post;
    this.listing = listing;
    this.lines = lines;
    this.plan = order.plan();
    this.delays = new SeededRandom(order.seed(), DeliveryPlan.SEQUENCE);
  }

  /** Fails when the lines or the store do, not for what the target does. */
  Future<RunReport> run() {
    next();
    return done.future();
  }

  /** Whether it ended before all was sent. */
  boolean isStopped() {
    return plan.hasNext();
  }

  // A chain of futures would grow with each delivery.
  private void next() {
    if (!plan.hasNext() || report.failedInARow() == MOST_FAILED_IN_A_ROW) {
      done.complete(report);
      return;
    }
    deliver(plan.next())
        .compose(ended -> pause())
        .onSuccess(paused -> next())
        .onFailure(done::fail);
  }

  // As with SendGrid, an address is on the list before anybody is told.
  private Future<Void> deliver(Batch batch) {
    report.begin();
    return context
        .executeBlocking(() -> texts.body(batch), false)
        .compose(body -> ingest(body).compose(ingested -> send(batch, body, 1)));
  }

  private Future<Void> ingest(byte[] body) {
    return listing
        .map(
            own ->
                context
                    .executeBlocking(() -> own.ingest(body), false)
                    .compose(telling -> telling)
                    .onSuccess(report::ingested)
                    .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> send(Batch batch, byte[] body, int tries) {
    long start = System.nanoTime();
    return post.send(body)
        .compose(
            outcome -> {
              long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
              return lines
                  .apply(report.request(batch, tries, outcome, millis))
                  .compose(ingested -> after(batch, body, tries, outcome));
            });
  }

  private Future<Void> after(Batch batch, byte[] body, int tries, Outcome outcome) {
    if (outcome.isTaken() || tries == TRIES) {
      report.end(batch, outcome.isTaken());
      return Future.succeededFuture();
    }
    return rest((long) order.retryMillis() << (tries - 1))
        .compose(waited -> send(batch, body, tries + 1));
  }

  private Future<Void> pause() {
    int least = order.delayMillis().least();
    int span = order.delayMillis().most() - least + 1;
    return plan.hasNext() ? rest(least + delays.nextInt(span)) : Future.succeededFuture();
  }

  private Future<Void> rest(long millis) {
    return millis == 0
        ? Future.succeededFuture()
        : context.owner().timer(millis, TimeUnit.MILLISECONDS);
  }
}
