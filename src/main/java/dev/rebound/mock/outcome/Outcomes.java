package dev.rebound.mock.outcome;

import dev.rebound.domain.EmailAddress;
import dev.rebound.mock.Controls;
import dev.rebound.mock.RuleControl;
import dev.rebound.seed.SeededReplies;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a test: {@code PUT /mock/outcomes} replaces all rules and restarts their counts,
 * {@code GET} returns the rules with their counts, {@code DELETE} removes them.
 */
public final class Outcomes {
  private static final String PATH = "/mock/outcomes";

  private final SeededReplies replies = new SeededReplies();
  private final RuleControl<List<OutcomeRule>> rules =
      new RuleControl<>(PATH, List.of(), OutcomeRuleReader::read, Outcomes::json);

  /**
   * Returns the outcome of a recipient that is not on the bounce list: that of the first rule that
   * affects it, else that of its address, else a delivery.
   *
   * @param account the name of the sender's account
   */
  public Outcome decide(EmailAddress email, String account) {
    for (OutcomeRule rule : rules.inForce()) {
      Optional<Outcome> outcome = rule.outcome(email, account, replies);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return AddressTag.read(email, replies).orElse(Outcome.DELIVERY);
  }

  public List<Controls.Mount> mounts() {
    return rules.mounts();
  }

  void replace(List<OutcomeRule> newRules) {
    rules.replace(newRules);
  }

  private static JsonArray json(List<OutcomeRule> rules) {
    return new JsonArray(rules.stream().map(OutcomeRule::json).toList());
  }
}
