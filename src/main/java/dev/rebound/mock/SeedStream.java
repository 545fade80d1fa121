package dev.rebound.mock;

import dev.rebound.bus.UnavailableException;
import dev.rebound.mock.Seeded.AccountKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * A seed's answer, one JSON object a line: {@code {"rows":20000,"of":1000000}} about once a second,
 * {@code {"account":"root","key":"SG.…"}} for every key, and last {@code
 * {"rows":1000000,"events":1240000,"seconds":31.4}}. It begins with the first rows that are copied;
 * until then there may be another answer. All but {@link #reach} is for the request's event loop.
 */
final class SeedStream {
  private static final long PERIOD_MILLIS = 1_000;

  private final Context context = Vertx.currentContext();
  private final HttpServerResponse response;
  private final long all;
  private volatile long reached;
  private long timer;
  private boolean isBegun;
  private boolean isGone;

  /**
   * @param all rows that there will be
   */
  SeedStream(HttpServerResponse response, long all) {
    this.response = response;
    this.all = all;
  }

  /** Calls when the client goes away before the end. */
  void whenGone(Runnable action) {
    response.closeHandler(
        closed -> {
          isGone = true;
          action.run();
        });
  }

  /** From the one thread that copies: so many rows so far. */
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
    timer = context.owner().setPeriodic(PERIOD_MILLIS, tick -> tell());
    tell();
  }

  private void tell() {
    // Of a client that does not read, progress need not be kept.
    if (!response.writeQueueFull()) {
      response.write(line(progress()));
    }
  }

  private JsonObject progress() {
    return new JsonObject().put("rows", reached).put("of", all);
  }

  /** Ends it. */
  Future<Void> finish(Seeded seeded) {
    stopTelling();
    Buffer lines = line(progress());
    for (AccountKey made : seeded.keys()) {
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

  /** Says why there is no end to come. Nothing where nobody listens; fails where it is a bug. */
  Future<Void> fail(Throwable cause) {
    stopTelling();
    if (isGone) {
      return Future.succeededFuture();
    }
    // Who handles the failure cuts the connection, so that the answer is not taken for a whole one.
    if (isBegun && cause instanceof UnavailableException) {
      response.write(line(new JsonObject().put("error", cause.getMessage())));
    }
    return Future.failedFuture(cause);
  }

  private void stopTelling() {
    if (isBegun) {
      context.owner().cancelTimer(timer);
    }
  }

  private static Buffer line(JsonObject json) {
    return json.toBuffer().appendString("\n");
  }
}
