package dev.rebound.load;

import dev.rebound.domain.BounceEvent;
import dev.rebound.seed.SeedGenerator;
import dev.rebound.seed.SeedPlan;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Generates rows for ingest: the replies of a seed, with addresses that no other run has. All
 * addresses are under {@code load.example}, so that rows that reach a real list by mistake stop
 * nobody's mail. Thread-safe.
 */
final class MadeUpBounces {
  private static final String DOMAIN = "@load.example";

  private final AtomicLong count = new AtomicLong();
  private final SeedGenerator replies;
  private final Clock clock;
  private final long run;

  /**
   * @param run number in the addresses; each run has its own
   */
  MadeUpBounces(long run, Clock clock) {
    LocalDate until = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    this.replies = new SeedGenerator(new SeedPlan(SeedPlan.MAX_ROWS, run, 1, 1, until));
    this.clock = clock;
    this.run = run;
  }

  static MadeUpBounces ofNow() {
    Clock clock = Clock.systemUTC();
    return new MadeUpBounces(clock.millis(), clock);
  }

  /** Returns the next row, a JSON object in one line. */
  String next() {
    long number = count.getAndIncrement();
    BounceEvent reply = replies.row(number % SeedPlan.MAX_ROWS).newest();
    return new JsonObject()
        .put("email", run + "-" + number + DOMAIN)
        .put("created", clock.instant().getEpochSecond())
        .put("reason", reply.reason())
        .put("status", reply.status())
        .encode();
  }

  /** Returns the next {@code count} rows as NDJSON. */
  String lines(int count) {
    return LongStream.range(0, count).mapToObj(i -> next()).collect(Collectors.joining("\n"));
  }
}
