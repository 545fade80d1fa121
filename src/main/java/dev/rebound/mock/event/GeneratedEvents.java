package dev.rebound.mock.event;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Verdict;
import dev.rebound.seed.SeedGenerator;
import dev.rebound.seed.SeedPlan;
import dev.rebound.seed.SeededRandom;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.AbstractList;

/**
 * Generated events of one month. One event in six is a block. One in seven has the address of an
 * earlier event, as another bounce or a drop. An event is generated when it is read, so that a
 * hundred thousand events take no memory.
 */
final class GeneratedEvents extends AbstractList<JsonObject> {
  private static final long FIRST_SEQUENCE = DeliveryPlan.SEQUENCE - 1;
  // Fewer rows would bring the same names again and again.
  private static final long LEAST_ROWS = 1_000;
  private static final int DAYS = 30;
  private static final int KNOWN_PERCENT = 15;
  private static final int DROPPED_PERCENT = 50;
  private static final int NEAR = 1_000;
  private static final int DAY = 86_400;

  private final int count;
  private final long seed;
  private final SeedGenerator rows;

  /**
   * Takes tenths of a second: do not call on an event loop.
   *
   * @param count at least 1
   * @param today in UTC; all events are before it
   */
  GeneratedEvents(int count, long seed, LocalDate today) {
    this.count = count;
    this.seed = seed;
    long rowCount = Math.max(LEAST_ROWS, count);
    // The last day is for repeated addresses, whose next event is within a day.
    this.rows = new SeedGenerator(new SeedPlan(rowCount, seed, 1, DAYS, today.minusDays(1)));
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public JsonObject get(int number) {
    // A sequence that neither rows nor the delivery plan use.
    SeededRandom random = new SeededRandom(seed, FIRST_SEQUENCE - number);
    boolean isKnown = number > 0 && random.nextBoolean(KNOWN_PERCENT);
    BounceEvent event =
        isKnown
            ? again(rows.row(number - 1 - random.nextInt(Math.min(number, NEAR))).newest(), random)
            : first(rows.row(number), random);
    return EventForm.given(event);
  }

  private static BounceEvent first(SeedGenerator.Row row, SeededRandom random) {
    int blocks = row.blocks().size();
    return blocks == 0 ? row.newest() : row.blocks().get(random.nextInt(blocks));
  }

  private static BounceEvent again(BounceEvent earlier, SeededRandom random) {
    long at = earlier.occurredAt() + 1 + random.nextInt(DAY - 1);
    return random.nextBoolean(DROPPED_PERCENT)
        ? new BounceEvent(
            earlier.email(), at, BounceType.DROPPED, EventForm.BOUNCED, "", Verdict.NONE)
        : new BounceEvent(
            earlier.email(),
            at,
            earlier.type(),
            earlier.reason(),
            earlier.status(),
            earlier.verdict());
  }
}
