package dev.rebound.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells a share of all answers, and the service's failures. For one event loop. */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  // An outage fails thousands of requests a second, which say the same.
  private static final int FAILURES_A_SECOND = 10;
  private static final double NANOS_A_MILLI = 1e6;

  private final double share;
  private final SplittableRandom random = new SplittableRandom();
  private long second;
  private int failures;

  /**
   * @param share of the answers that are told, 0 to 1
   */
  AccessLog(double share) {
    this.share = share;
  }

  /** Takes note of an answer; costs nothing where none is told. */
  void answered(Answered answered, HttpServerRequest request, long nanos) {
    if (isTold(answered)) {
      LOG.atLevel(answered.isFailure() ? Level.WARN : Level.INFO)
          .addKeyValue("request_id", RequestIds.of(request))
          .addKeyValue("method", answered.method())
          .addKeyValue("route", answered.route())
          .addKeyValue("code", answered.code())
          .addKeyValue("ms", Math.round(nanos / NANOS_A_MILLI * 10) / 10.0)
          .addKeyValue("bytes", request.response().bytesWritten())
          .log("request");
    }
  }

  private boolean isTold(Answered answered) {
    boolean isChosen = share > 0 && random.nextDouble() < share;
    return isChosen || answered.isFailure() && mayTellFailure();
  }

  /** Whether a failure may be told now: the first few of each second. */
  boolean mayTellFailure() {
    long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
    if (now != second) {
      second = now;
      failures = 0;
    }
    return ++failures <= FAILURES_A_SECOND;
  }
}
