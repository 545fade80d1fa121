package dev.rebound.mock;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * The response to a seed request, one JSON object a line: {@code {"rows":20000,"of":1000000}} about
 * once a second, {@code {"account":"root","key":"SG.…"}} for every key, and last {@code
 * {"rows":1000000,"events":1240000,"seconds":31.4}}. It begins with the first copied rows; until
 * then another response is possible. The request's event loop calls all methods but {@link #reach}.
 */
final class SeedStream {
  private static final long PERIOD_MILLIS = 1_000;

  private final Context context = Vertx.currentContext();
  private final RoutingContext routing;
  private final HttpServerResponse response;
  private final long all;
  private volatile long reached;
  private long timer;
  private boolean isBegun;
  private boolean isGone;

  /**
   * @param all rows of the whole seed
   */
  SeedStream(RoutingContext context, long all) {
    this.routing = context;
    this.response = context.response();
    this.all = all;
  }

  /** Runs an action when the client closes its connection before the end. */
  void whenGone(Runnable action) {
    routing.addEndHandler(
        ended -> {
          if (ended.failed()) {
            isGone = true;
            action.run();
          }
        });
  }

  /** Reports the rows copied so far. The copying thread calls it. */
  void reach(long rows) {
    boolean isFirst = reached == 0;
    reached = rows;
    if (isFirst) {
      context.runOnContext(first -> begin());
    }
  }

  private void begin() {
    isBegun = true;
    response.putHeader("Content-Type", "application/x-ndjson").setChunked(true);
    // Indexes and counts take long after the last row. A line a second keeps the connection alive.
    timer = context.owner().setPeriodic(PERIOD_MILLIS, tick -> writeProgress());
    writeProgress();
  }

  private void writeProgress() {
    // A client that does not read misses the progress.
    if (!response.writeQueueFull()) {
      response.write(line(progress()));
    }
  }

  private JsonObject progress() {
    return new JsonObject().put("rows", reached).put("of", all);
  }

  Future<Void> finish(Seeder.Seeded seeded) {
    stopTimer();
    Buffer lines = line(progress());
    for (Seeder.AccountKey made : seeded.keys()) {
      lines.appendBuffer(
          line(new JsonObject().put("account", made.account()).put("key", made.key().text())));
    }
    lines.appendBuffer(
        line(
            new JsonObject()
                .put("rows", seeded.rows())
                .put("events", seeded.events())
                .put("seconds", Math.round(seeded.seconds() * 10) / 10.0)));
    return response.end(lines);
  }

  /** Writes why the seed failed, unless the client is gone. */
  Future<Void> fail(Throwable cause) {
    stopTimer();
    if (isGone) {
      return Future.succeededFuture();
    }
    // The failure handler closes the connection, so that no client takes the response for complete.
    if (isBegun && cause instanceof UnavailableException) {
      response.write(line(new JsonObject().put("error", cause.getMessage())));
    }
    return Future.failedFuture(cause);
  }

  private void stopTimer() {
    if (isBegun) {
      context.owner().cancelTimer(timer);
    }
  }

  private static Buffer line(JsonObject json) {
    return json.toBuffer().appendString("\n");
  }
}
