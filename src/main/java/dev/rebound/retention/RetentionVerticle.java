package dev.rebound.retention;

import dev.rebound.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a pass every so often while the service runs. One instance a process. */
public final class RetentionVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionVerticle.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Bus bus;
  private final Clock clock;
  private final Schedule schedule;
  private final Consumer<RetentionReport> listener;
  private RetentionPass pass;
  private boolean isStopped;

  /**
   * When a pass is made, and of what.
   *
   * @param days how long events are kept, 1 or more
   * @param first until the first pass
   */
  public record Schedule(int days, Duration first, Pauses pauses) {
    public Schedule {
      if (days < 1) {
        throw new IllegalArgumentException("events are kept for a day or more");
      }
    }

    /** Once an hour, from some time within the next one on: instances take turns by chance. */
    public static Schedule hourly(int days, Vertx vertx) {
      long first = ThreadLocalRandom.current().nextLong(EVERY.toMillis());
      return new Schedule(days, Duration.ofMillis(first), Pauses.timed(vertx));
    }
  }

  /**
   * @param clock decides what is old
   * @param listener is told what each pass did, on the event loop
   */
  public RetentionVerticle(
      Bus bus, Clock clock, Schedule schedule, Consumer<RetentionReport> listener) {
    this.bus = bus;
    this.clock = clock;
    this.schedule = schedule;
    this.listener = listener;
  }

  @Override
  public Future<?> start() {
    passAfter(schedule.first());
    return Future.succeededFuture();
  }

  /** The batch that runs is the last one. */
  @Override
  public Future<?> stop() {
    isStopped = true;
    if (pass != null) {
      pass.stop();
    }
    return Future.succeededFuture();
  }

  private void passAfter(Duration pause) {
    schedule
        .pauses()
        .pause(pause)
        .compose(waited -> isStopped ? Future.succeededFuture() : pass())
        .onComplete(
            done -> {
              if (!isStopped) {
                passAfter(EVERY);
              }
            });
  }

  private Future<RetentionReport> pass() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    pass = new RetentionPass(bus, schedule.pauses(), today.minusDays(schedule.days()));
    return pass.run()
        .onSuccess(RetentionVerticle::log)
        .onSuccess(listener::accept)
        .onFailure(this::logFailure);
  }

  private static void log(RetentionReport report) {
    if (report.rows() > 0) {
      LOG.info(
          "retention: {} events of {} accounts deleted in {} s{}",
          report.rows(),
          report.accounts(),
          report.time().toSeconds(),
          report.isWhole() ? "" : "; another instance goes on");
    }
  }

  private void logFailure(Throwable cause) {
    // Whoever stops the service takes the store away from under a pass.
    if (!isStopped) {
      LOG.warn("retention: the pass ended early, the next one goes on: {}", cause.getMessage());
    }
  }
}
