package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a plan, each on its own and in any order: no row needs another one, so that a hundred
 * million take no memory. Immutable; any number of threads may ask it.
 *
 * <p>A row brings 1.24 events on average: the address bounces again in one case of twelve, has a
 * block in one of seventeen, and every tenth row stands beside an address that was only blocked.
 */
public final class SeedGenerator {
  private static final int AGAIN_PERCENT = 8;
  private static final int BLOCKED_PERCENT = 6;
  private static final int MOST_BOUNCES = 5;
  private static final int ROWS_A_STRANGER = 10;
  private static final int HOUR = 3_600;
  private static final int AGAIN_WITHIN = 60 * 24 * HOUR;

  private final SeedPlan plan;
  private final Shares accounts;
  private final SendingDays days;
  private final Recipients recipients;

  public SeedGenerator(SeedPlan plan) {
    this.plan = plan;
    this.accounts = Shares.zipf(plan.accounts(), 1);
    this.days = new SendingDays(plan);
    this.recipients = new Recipients(plan.seed(), plan.rows() + plan.rows() / ROWS_A_STRANGER + 1);
  }

  /**
   * @param number 0 to the plan's rows - 1, in the order of {@link SeedRow#createdAt}
   */
  public SeedRow row(long number) {
    if (number < 0 || number >= plan.rows()) {
      throw new IllegalArgumentException("there is no row " + number);
    }
    Dice dice = new Dice(plan.seed(), number);
    int account = accounts.pick(dice.fraction());
    long createdAt = days.second(number, dice.fraction());
    Recipient recipient = recipients.of(number);
    List<BounceEvent> bounces = bounces(recipient, createdAt, dice);
    List<BounceEvent> blocks = new ArrayList<>();
    if (dice.isOneOf(BLOCKED_PERCENT)) {
      add(blocks, recipient, BounceType.BLOCKED, later(createdAt, dice), dice);
    }
    if (number % ROWS_A_STRANGER == 0) {
      Recipient stranger = recipients.of(plan.rows() + number / ROWS_A_STRANGER);
      add(blocks, stranger, BounceType.BLOCKED, createdAt, dice);
    }
    return new SeedRow(account, bounces, blocks);
  }

  private List<BounceEvent> bounces(Recipient recipient, long createdAt, Dice dice) {
    List<BounceEvent> bounces = new ArrayList<>();
    add(bounces, recipient, BounceType.BOUNCE, createdAt, dice);
    long at = createdAt;
    while (bounces.size() < MOST_BOUNCES && dice.isOneOf(AGAIN_PERCENT)) {
      at = later(at, dice);
      add(bounces, recipient, BounceType.BOUNCE, at, dice);
    }
    return bounces;
  }

  private static long later(long at, Dice dice) {
    return at + HOUR + dice.below(AGAIN_WITHIN);
  }

  /** What would come after the plan's end has not come yet. */
  private void add(
      List<BounceEvent> events, Recipient recipient, BounceType type, long at, Dice dice) {
    if (at < plan.end()) {
      events.add(recipient.event(type, at, dice));
    }
  }
}
