package dev.rebound.mock.event;

import dev.rebound.domain.EventBatch;
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
 * Runs a delivery request, one delivery after the other. Repeats a delivery that is not accepted,
 * as SendGrid does (contract, 6.3), but for seconds instead of a day. For the event loop that
 * created it.
 */
final class EventRun {
  static final int TRIES = 4;

  /** The run ends after so many failed deliveries in a row, or it would try for hours. */
  static final int MOST_FAILED_IN_A_ROW = 3;

  private final Context context = Vertx.currentContext();
  private final DeliveryRequest order;
  private final Function<DeliveryPlan.Batch, byte[]> bodies;
  private final Function<byte[], Future<WebhookClient.Outcome>> post;
  private final Optional<Function<byte[], Future<EventBatch.Counts>>> localIngest;
  private final Function<JsonObject, Future<Void>> lines;
  private final DeliveryPlan plan;
  private final SeededRandom delays;
  private final RunReport report = new RunReport();
  private final Promise<RunReport> done = Promise.promise();

  /**
   * @param bodies encode deliveries; called on a worker thread
   * @param post sends a body to the target; its future does not fail for the target
   * @param localIngest ingests a body into an account of this service; completes after the commit;
   *     empty to only send the events
   * @param lines writes the result of a request; it fails once the client is gone
   */
  EventRun(
      DeliveryRequest order,
      Function<DeliveryPlan.Batch, byte[]> bodies,
      Function<byte[], Future<WebhookClient.Outcome>> post,
      Optional<Function<byte[], Future<EventBatch.Counts>>> localIngest,
      Function<JsonObject, Future<Void>> lines) {
    this.order = order;
    this.bodies = bodies;
    this.post = post;
    this.localIngest = localIngest;
    this.lines = lines;
    this.plan = order.plan();
    this.delays = new SeededRandom(order.seed(), DeliveryPlan.SEQUENCE);
  }

  /** Runs all deliveries. Fails when the lines or the store fail, never for the target. */
  Future<RunReport> run() {
    next();
    return done.future();
  }

  /** Whether the run ended before it sent everything. */
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

  // As with SendGrid, an address is on the list before its event is delivered.
  private Future<Void> deliver(DeliveryPlan.Batch batch) {
    report.begin();
    return context
        .executeBlocking(() -> bodies.apply(batch), false)
        .compose(body -> ingest(body).compose(ingested -> send(batch, body, 1)));
  }

  private Future<Void> ingest(byte[] body) {
    return localIngest
        .map(
            own ->
                context
                    .executeBlocking(() -> own.apply(body), false)
                    .compose(written -> written)
                    .onSuccess(report::ingested)
                    .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> send(DeliveryPlan.Batch batch, byte[] body, int tries) {
    long start = System.nanoTime();
    return post.apply(body)
        .compose(
            outcome -> {
              long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
              return lines
                  .apply(report.request(batch, tries, outcome, millis))
                  .compose(ingested -> after(batch, body, tries, outcome));
            });
  }

  private Future<Void> after(
      DeliveryPlan.Batch batch, byte[] body, int tries, WebhookClient.Outcome outcome) {
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
