package dev.rebound.retention;

import dev.rebound.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
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
  private static final Duration HOUR = Duration.ofHours(1);

  private final Bus bus;
  private final Clock clock;
  private final Schedule schedule;
  private final Consumer<RetentionReport> listener;
  private Pauses pauses;
  private RetentionPass pass;
  private boolean isStopped;

  /**
   * @param days how long events are kept, 1 or more
   * @param first until the first pass
   * @param every between two passes
   */
  public record Schedule(int days, Duration first, Duration every) {
    public Schedule {
      if (days < 1) {
        throw new IllegalArgumentException("events are kept for a day or more");
      }
    }

    /** Once an hour, from some time within the next one on: instances take turns by chance. */
    public static Schedule hourly(int days) {
      long first = ThreadLocalRandom.current().nextLong(HOUR.toMillis());
      return new Schedule(days, Duration.ofMillis(first), HOUR);
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
    pauses = Pauses.timed(vertx);
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
    pauses
        .pause(pause)
        .compose(waited -> isStopped ? Future.succeededFuture() : pass())
        .onComplete(
            done -> {
              if (!isStopped) {
                passAfter(schedule.every());
              }
            });
  }

  private Future<RetentionReport> pass() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    pass = new RetentionPass(bus, pauses, today.minusDays(schedule.days()));
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
