package dev.rebound.retention;

import dev.rebound.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes old kept rows of deletions every hour. One instance per process. */
public final class KeptRowsVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(KeptRowsVerticle.class);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Bus bus;
  private final Clock clock;
  private final Duration keep;
  private KeptRowsPass pass;
  private boolean isStopped;

  /**
   * @param clock decides what is old
   * @param days the days to keep rows, 0 or more; 0 removes all of them
   */
  public KeptRowsVerticle(Bus bus, Clock clock, int days) {
    this.bus = bus;
    this.clock = clock;
    this.keep = Duration.ofDays(days);
  }

  /** Waits a random part of an hour, which spreads the passes of the instances. */
  @Override
  public Future<?> start() {
    passAfter(Duration.ofMillis(ThreadLocalRandom.current().nextLong(INTERVAL.toMillis())));
    return Future.succeededFuture();
  }

  /** Ends a pass after its current batch. */
  @Override
  public Future<?> stop() {
    isStopped = true;
    if (pass != null) {
      pass.stop();
    }
    return Future.succeededFuture();
  }

  private void passAfter(Duration delay) {
    timer(delay)
        .compose(waited -> isStopped ? Future.succeededFuture(0L) : pass())
        .onComplete(
            done -> {
              if (!isStopped) {
                passAfter(INTERVAL);
              }
            });
  }

  private Future<Long> pass() {
    pass = new KeptRowsPass(bus, this::timer, clock.instant().minus(keep));
    return pass.run()
        .onSuccess(KeptRowsVerticle::log)
        .onFailure(
            cause -> {
              // A stop of the service may undeploy the store during a pass.
              if (!isStopped) {
                LOG.warn(
                    "kept rows: the pass failed, the next one continues: {}", cause.getMessage());
              }
            });
  }

  private Future<Void> timer(Duration delay) {
    return vertx.timer(Math.max(1, delay.toMillis())).mapEmpty();
  }

  private static void log(long rows) {
    if (rows > 0) {
      LOG.info("kept rows: {} rows of old deletions removed", rows);
    }
  }
}
