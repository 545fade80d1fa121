package dev.rebound.mock.fault;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Account;
import dev.rebound.mock.fault.StaleAnswers.Question;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rules that are in force together. The first that is for a request, and whose turn it is, wins.
 */
final class FaultRules {
  /** None. */
  static final FaultRules NONE = new FaultRules(List.of());

  private final List<ArmedRule> rules;
  private final boolean needAccount;
  private final StaleAnswers staleAnswers = new StaleAnswers();

  FaultRules(List<FaultRule> rules) {
    this.rules = rules.stream().map(ArmedRule::new).toList();
    this.needAccount = rules.stream().anyMatch(FaultRule::needsAccount);
  }

  /** Whether the caller must be known before a rule can be chosen. */
  boolean needAccount() {
    return needAccount;
  }

  /**
   * What happens to a request.
   *
   * @param account empty when it is not known
   */
  Choice choose(HttpServerRequest request, Optional<Account> account, Instant now) {
    Optional<String> name = account.map(Account::name);
    // Who is not known is refused anyway.
    Question question = account.map(found -> Question.of(request, found)).orElse(null);
    ApiResponse kept = question == null ? null : staleAnswers.find(question);
    boolean isKept = false;
    for (ArmedRule armed : rules) {
      FaultRule rule = armed.rule();
      if (rule.matches(request, now) && rule.isAbout(name)) {
        boolean isStale = rule.fault() instanceof Fault.Stale;
        isKept |= isStale;
        if ((kept != null || !isStale) && armed.fires()) {
          return new Choice(armed, isKept ? question : null, isStale ? kept : null);
        }
      }
    }
    return new Choice(null, isKept ? question : null, null);
  }

  /**
   * The rule that is chosen for a request.
   *
   * @param armed null for none
   * @param question what its answer is to be kept for, or null
   * @param stale the answer that was kept, or null
   */
  record Choice(ArmedRule armed, Question question, ApiResponse stale) {}

  void keep(Choice choice, ApiResponse answer) {
    if (choice.question() != null) {
      staleAnswers.keep(choice.question(), answer);
    }
  }

  JsonArray json() {
    JsonArray json = new JsonArray();
    rules.forEach(rule -> json.add(rule.json()));
    return json;
  }
}
