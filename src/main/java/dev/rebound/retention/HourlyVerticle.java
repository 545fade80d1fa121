package dev.rebound.retention;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pass every hour while the service runs. One instance per process. */
public final class HourlyVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(HourlyVerticle.class);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final String name;
  private final Duration firstDelay;
  private final Pass.Timer timer;
  private final Pass.Factory passes;
  private Pass pass;
  private boolean isStopped;

  /**
   * @param name names the pass in the log
   * @param firstDelay the delay before the first pass
   */
  public HourlyVerticle(String name, Duration firstDelay, Pass.Timer timer, Pass.Factory passes) {
    this.name = name;
    this.firstDelay = firstDelay;
    this.timer = timer;
    this.passes = passes;
  }

  /** Returns a verticle whose random first delay spreads the passes of the instances. */
  public static HourlyVerticle spread(String name, Vertx vertx, Pass.Factory passes) {
    long first = ThreadLocalRandom.current().nextLong(INTERVAL.toMillis());
    return new HourlyVerticle(
        name,
        Duration.ofMillis(first),
        delay -> vertx.timer(Math.max(1, delay.toMillis())).mapEmpty(),
        passes);
  }

  @Override
  public Future<?> start() {
    passAfter(firstDelay);
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
    timer
        .after(delay)
        .compose(waited -> isStopped ? Future.succeededFuture() : pass())
        .onComplete(
            done -> {
              if (!isStopped) {
                passAfter(INTERVAL);
              }
            });
  }

  private Future<?> pass() {
    pass = passes.create(timer);
    return pass.run().onFailure(this::logFailure);
  }

  private void logFailure(Throwable cause) {
    // A stop of the service may undeploy the store during a pass.
    if (!isStopped) {
      LOG.warn("{}: the pass failed, the next one continues: {}", name, cause.getMessage());
    }
  }
}
