package dev.rebound.mock.outcome;

import dev.rebound.domain.EmailAddress;
import dev.rebound.mock.Controls;
import dev.rebound.seed.SeededReplies;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a test: {@code PUT /mock/outcomes} replaces all rules and restarts their counts,
 * {@code GET} returns the rules with their counts, {@code DELETE} removes them.
 */
public final class Outcomes {
  private static final String PATH = "/mock/outcomes";

  private final SeededReplies replies = new SeededReplies();
  private volatile List<OutcomeRule> rules = List.of();

  /**
   * Returns the outcome of a recipient that is not on the bounce list: that of the first rule that
   * affects it, else that of its address, else a delivery.
   *
   * @param account the name of the sender's account
   */
  public Outcome decide(EmailAddress email, String account) {
    for (OutcomeRule rule : rules) {
      Optional<Outcome> outcome = rule.outcome(email, account, replies);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return AddressTag.read(email, replies).orElse(Outcome.DELIVERY);
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.GET, PATH, this::list),
        new Controls.Mount(HttpMethod.PUT, PATH, this::replace),
        new Controls.Mount(HttpMethod.DELETE, PATH, this::clear));
  }

  private Future<Void> replace(RoutingContext context) {
    replace(OutcomeRuleReader.read(Controls.array(context)));
    return list(context);
  }

  void replace(List<OutcomeRule> newRules) {
    rules = newRules;
  }

  private Future<Void> list(RoutingContext context) {
    JsonArray json = new JsonArray();
    rules.forEach(rule -> json.add(rule.json()));
    return Controls.respond(context, 200, json);
  }

  private Future<Void> clear(RoutingContext context) {
    rules = List.of();
    return Controls.noContent(context);
  }
}
