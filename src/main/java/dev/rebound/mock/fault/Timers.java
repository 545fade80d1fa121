package dev.rebound.mock.fault;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Waits on the event loop of the current request. */
final class Timers {
  private Timers() {}

  /**
   * @param millis 0 or more
   */
  static Future<Void> pause(long millis) {
    return millis == 0
        ? Future.succeededFuture()
        : Vertx.currentContext().owner().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
