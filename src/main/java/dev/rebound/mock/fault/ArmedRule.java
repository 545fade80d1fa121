package dev.rebound.mock.fault;

import io.vertx.core.json.JsonObject;
import java.util.Random;

/** A rule with its counts, which all event loops share. */
final class ArmedRule {
  private final FaultRule rule;
  // Java specifies the numbers of Random, so that a seed gives the same on each JDK.
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

  /** Returns the random numbers, which the fault uses too. */
  Random random() {
    return random;
  }

  /** Counts a matching request; true when the fault affects it. */
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
        .put("rule", rule.source().copy())
        .put("matched", matched)
        .put("fired", fired);
  }
}
