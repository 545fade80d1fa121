package dev.rebound.mock.outcome;

import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.seed.SeededReplies;
import dev.rebound.seed.SeededReplies.Chosen;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** A rule with its counts, which all event loops share. */
final class OutcomeRule {
  private final Condition condition;
  private final Effect effect;
  private final JsonObject source;
  // Java specifies the numbers of Random, so that a seed gives the same on each JDK.
  private final Random random;
  private long matched;
  private long fired;

  /**
   * The recipients that a rule concerns.
   *
   * @param to the pattern of their addresses
   * @param account by its name; empty for any
   * @param share of the matching recipients, 0 to 1
   * @param seed of the random numbers that choose the share, and of the replies
   * @param count affected recipients at most, 1 or more
   */
  record Condition(Pattern to, Optional<String> account, double share, long seed, long count) {
    boolean matches(EmailAddress email, String sender) {
      return account.filter(only -> !only.equals(sender)).isEmpty()
          && to.matcher(email.text()).matches();
    }
  }

  /**
   * The effect of a rule.
   *
   * @param reply given by hand, of the last event that has one
   * @param ofClass the class to choose the replies of, where none is given
   */
  record Effect(
      List<String> events,
      Optional<String> reply,
      Optional<Classification> ofClass,
      Duration delay) {
    private static final Set<String> REPLIED =
        Set.of(
            Outcome.DELIVERED, Outcome.BOUNCE, Outcome.BLOCKED, Outcome.DEFERRED, Outcome.DROPPED);

    Outcome outcome(EmailAddress email, long seed, SeededReplies replies) {
      List<Outcome.Event> outcome = new ArrayList<>();
      int last = lastReplied();
      for (int i = 0; i < events.size(); i++) {
        String kind = events.get(i);
        Optional<Chosen> chosen =
            reply.isEmpty()
                ? ofClass.flatMap(wanted -> choose(wanted, kind, email, seed, replies))
                : i == last ? Optional.of(new Chosen(reply.get(), "")) : Optional.empty();
        outcome.add(new Outcome.Event(kind, chosen));
      }
      return new Outcome(outcome, delay);
    }

    private int lastReplied() {
      int last = events.size() - 1;
      while (last > 0 && !REPLIED.contains(events.get(last))) {
        last--;
      }
      return last;
    }

    private static Optional<Chosen> choose(
        Classification wanted, String kind, EmailAddress email, long seed, SeededReplies replies) {
      return Outcome.use(kind).flatMap(use -> replies.ofClass(wanted, use, email, seed));
    }
  }

  OutcomeRule(Condition condition, Effect effect, JsonObject source) {
    this.condition = condition;
    this.effect = effect;
    this.source = source;
    this.random = new Random(condition.seed());
  }

  /** Returns the outcome of a recipient; empty when the rule does not affect it. */
  Optional<Outcome> outcome(EmailAddress email, String account, SeededReplies replies) {
    return condition.matches(email, account) && fires()
        ? Optional.of(effect.outcome(email, condition.seed(), replies))
        : Optional.empty();
  }

  private synchronized boolean fires() {
    matched++;
    boolean isDue = fired < condition.count() && random.nextDouble() < condition.share();
    fired += isDue ? 1 : 0;
    return isDue;
  }

  synchronized JsonObject json() {
    return new JsonObject().put("rule", source.copy()).put("matched", matched).put("fired", fired);
  }
}
