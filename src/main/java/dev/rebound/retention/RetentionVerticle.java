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

/** Runs a pass every hour while the service runs. One instance per process. */
public final class RetentionVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionVerticle.class);
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final Bus bus;
  private final Clock clock;
  private final Schedule schedule;
  private final Consumer<RetentionPass.Report> listener;
  private RetentionPass pass;
  private boolean isStopped;

  /**
   * The retention period and the time of the first pass.
   *
   * @param days the days to keep events, 1 or more
   * @param firstDelay the delay before the first pass
   */
  public record Schedule(int days, Duration firstDelay, RetentionPass.Timer timer) {
    public Schedule {
      if (days < 1) {
        throw new IllegalArgumentException("the retention period must be 1 day or more");
      }
    }

    /** Returns an hourly schedule. The random first delay spreads the passes of the instances. */
    public static Schedule hourly(int days, Vertx vertx) {
      long first = ThreadLocalRandom.current().nextLong(INTERVAL.toMillis());
      return new Schedule(
          days,
          Duration.ofMillis(first),
          delay -> vertx.timer(Math.max(1, delay.toMillis())).mapEmpty());
    }
  }

  /**
   * @param clock decides what is old
   * @param listener receives each pass's report, on the event loop
   */
  public RetentionVerticle(
      Bus bus, Clock clock, Schedule schedule, Consumer<RetentionPass.Report> listener) {
    this.bus = bus;
    this.clock = clock;
    this.schedule = schedule;
    this.listener = listener;
  }

  @Override
  public Future<?> start() {
    passAfter(schedule.firstDelay());
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
    schedule
        .timer()
        .after(delay)
        .compose(waited -> isStopped ? Future.succeededFuture() : pass())
        .onComplete(
            done -> {
              if (!isStopped) {
                passAfter(INTERVAL);
              }
            });
  }

  private Future<RetentionPass.Report> pass() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    pass = new RetentionPass(bus, schedule.timer(), today.minusDays(schedule.days()));
    return pass.run()
        .onSuccess(RetentionVerticle::log)
        .onSuccess(listener::accept)
        .onFailure(this::logFailure);
  }

  private static void log(RetentionPass.Report report) {
    if (report.rows() > 0) {
      LOG.info(
          "retention: {} events of {} accounts deleted in {} s{}",
          report.rows(),
          report.accounts(),
          report.time().toSeconds(),
          report.isComplete() ? "" : "; another instance continues");
    }
  }

  private void logFailure(Throwable cause) {
    // A stop of the service may undeploy the store during a pass.
    if (!isStopped) {
      LOG.warn("retention: the pass failed, the next one continues: {}", cause.getMessage());
    }
  }
}
