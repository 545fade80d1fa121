package dev.rebound.mock.outcome;

import dev.rebound.seed.SeededReplies;
import dev.rebound.seed.SeededReplies.Chosen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a recipient.
 *
 * @param events after {@code processed}, in their order; a message that is dropped first is not
 *     processed
 * @param delay before each event
 */
public record Outcome(List<Event> events, Duration delay) {
  public static final String DELIVERED = "delivered";
  public static final String BOUNCE = "bounce";
  public static final String BLOCKED = "blocked";
  public static final String DEFERRED = "deferred";
  public static final String DROPPED = "dropped";

  /** All events that an outcome may have. */
  static final List<String> EVENTS =
      List.of(
          DELIVERED,
          BOUNCE,
          BLOCKED,
          DEFERRED,
          DROPPED,
          "open",
          "click",
          "spamreport",
          "unsubscribe",
          "group_unsubscribe");

  /** The outcome without a rule. */
  public static final Outcome DELIVERY = of(DELIVERED, Optional.empty());

  /** The outcome of an address on the bounce list. */
  public static final Outcome DROP = of(DROPPED, Optional.empty());

  private static final Map<String, SeededReplies.Use> USES =
      Map.of(
          BOUNCE, SeededReplies.Use.BOUNCE,
          BLOCKED, SeededReplies.Use.BLOCK,
          DEFERRED, SeededReplies.Use.DEFERRAL);

  public Outcome {
    events = List.copyOf(events);
  }

  /**
   * An event of a recipient.
   *
   * @param reply of the receiver, or the reason of a drop; empty for the usual one
   */
  public record Event(String kind, Optional<Chosen> reply) {}

  static Outcome of(String kind, Optional<Chosen> reply) {
    return new Outcome(List.of(new Event(kind, reply)), Duration.ZERO);
  }

  /** Returns what the reply of an event is for; empty for an event that is no refusal. */
  static Optional<SeededReplies.Use> use(String kind) {
    return Optional.ofNullable(USES.get(kind));
  }
}
