package dev.rebound.mock.fault;

import io.vertx.core.json.JsonObject;
import java.util.Random;

/** A rule that counts, for all event loops together. */
final class ArmedRule {
  private final FaultRule rule;
  // Its numbers are laid down by Java, so that a seed means the same on any JDK.
  private final Random random;
  private long matched;
  private long fired;

  ArmedRule(FaultRule rule) {
    this.rule = rule;
    this.random = new Random(rule.schedule().seed());
  }

  FaultRule rule() {
    return rule;
  }

  /** Draws the numbers of its fault, too. */
  Random random() {
    return random;
  }

  /** Counts a request that it is for; true when it is the turn of this one. */
  synchronized boolean fires() {
    FaultRule.Schedule schedule = rule.schedule();
    matched++;
    boolean isDue =
        fired < schedule.count()
            && matched > schedule.skip()
            && (matched - schedule.skip()) % schedule.every() == 0
            && random.nextDouble() < schedule.probability();
    fired += isDue ? 1 : 0;
    return isDue;
  }

  synchronized JsonObject json() {
    return new JsonObject()
        .put("rule", rule.told().copy())
        .put("matched", matched)
        .put("fired", fired);
  }
}
