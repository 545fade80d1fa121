package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates the rows of a plan in any order. Rows do not depend on each other, so that a hundred
 * million rows need no memory. Immutable and thread-safe.
 *
 * <p>A row has 1.24 events on average: 8 percent of addresses bounce again, 6 percent have a block,
 * and every tenth row adds a block of an address that is not on the list.
 */
public final class SeedGenerator {
  private static final int AGAIN_PERCENT = 8;
  private static final int BLOCKED_PERCENT = 6;
  private static final int MAX_BOUNCES = 5;
  private static final int ROWS_PER_UNLISTED = 10;
  private static final int HOUR = 3_600;
  private static final int MAX_PAUSE = 60 * 24 * HOUR;

  private final SeedPlan plan;
  private final Distribution accounts;
  private final BounceTimes times;
  private final Recipients recipients;

  public SeedGenerator(SeedPlan plan) {
    this.plan = plan;
    this.accounts = Distribution.zipf(plan.accounts(), 1);
    this.times = new BounceTimes(plan);
    this.recipients =
        new Recipients(plan.seed(), plan.rows() + plan.rows() / ROWS_PER_UNLISTED + 1);
  }

  /**
   * Generates a row.
   *
   * @param number from 0 to the plan's rows - 1, ordered by {@link Row#createdAt}
   */
  public Row row(long number) {
    if (number < 0 || number >= plan.rows()) {
      throw new IllegalArgumentException("there is no row " + number);
    }
    SeededRandom random = new SeededRandom(plan.seed(), number);
    int account = accounts.indexOf(random.nextDouble());
    long createdAt = times.second(number, random.nextDouble());
    Recipients.Recipient recipient = recipients.get(number);
    List<BounceEvent> bounces = bounces(recipient, createdAt, random);
    List<BounceEvent> blocks = new ArrayList<>();
    if (random.nextBoolean(BLOCKED_PERCENT)) {
      add(blocks, recipient, BounceType.BLOCKED, later(createdAt, random), random);
    }
    if (number % ROWS_PER_UNLISTED == 0) {
      Recipients.Recipient unlisted = recipients.get(plan.rows() + number / ROWS_PER_UNLISTED);
      add(blocks, unlisted, BounceType.BLOCKED, createdAt, random);
    }
    return new Row(account, bounces, blocks);
  }

  private List<BounceEvent> bounces(
      Recipients.Recipient recipient, long createdAt, SeededRandom random) {
    List<BounceEvent> bounces = new ArrayList<>();
    add(bounces, recipient, BounceType.BOUNCE, createdAt, random);
    long at = createdAt;
    while (bounces.size() < MAX_BOUNCES && random.nextBoolean(AGAIN_PERCENT)) {
      at = later(at, random);
      add(bounces, recipient, BounceType.BOUNCE, at, random);
    }
    return bounces;
  }

  private static long later(long at, SeededRandom random) {
    return at + HOUR + random.nextInt(MAX_PAUSE);
  }

  // Omits events after the plan's end.
  private void add(
      List<BounceEvent> events,
      Recipients.Recipient recipient,
      BounceType type,
      long at,
      SeededRandom random) {
    if (at < plan.end()) {
      events.add(recipient.event(type, at, random));
    }
  }

  /**
   * A row of a bounce list, and its events.
   *
   * @param account the number of the account; account 0 has the longest list
   * @param bounces one or more bounces of the row's address, ordered by time
   * @param blocks blocks of this address, or of an address that is not on the list
   */
  public record Row(int account, List<BounceEvent> bounces, List<BounceEvent> blocks) {
    public Row {
      bounces = List.copyOf(bounces);
      blocks = List.copyOf(blocks);
      if (bounces.isEmpty()) {
        throw new IllegalArgumentException("a row needs a bounce");
      }
    }

    /** Returns when the address came onto the list, in Unix seconds. */
    public long createdAt() {
      return bounces.get(0).occurredAt();
    }

    /** Returns the bounce whose reason, status and classification the list shows. */
    public BounceEvent newest() {
      return bounces.get(bounces.size() - 1);
    }
  }
}
