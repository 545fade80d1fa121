package dev.rebound.mock.fault;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Account;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The rules in force together. Of the rules that match a request, the first one due is chosen. */
final class FaultRules {
  private final List<ArmedRule> rules;
  private final boolean needAccount;
  private final StaleResponses staleResponses = new StaleResponses();

  FaultRules(List<FaultRule> rules) {
    this.rules = rules.stream().map(ArmedRule::new).toList();
    this.needAccount = rules.stream().anyMatch(FaultRule::needsAccount);
  }

  /** Whether the choice of a rule needs the account. */
  boolean needAccount() {
    return needAccount;
  }

  /** The parts that make two requests the same. */
  record Question(long accountId, String uri, String accept) {
    static Question of(HttpServerRequest request, Account account) {
      return new Question(account.id(), request.uri(), request.getHeader("Accept"));
    }
  }

  /**
   * The rule for a request.
   *
   * @param armed empty for no rule
   * @param keepFor the question whose response is kept
   * @param stale the response that was kept for the question
   */
  record Choice(
      Optional<ArmedRule> armed, Optional<Question> keepFor, Optional<ApiResponse> stale) {}

  /**
   * Chooses the rule for a request.
   *
   * @param account empty for an unknown caller, whom the authentication refuses
   */
  Choice choose(HttpServerRequest request, Optional<Account> account, Instant now) {
    Optional<String> name = account.map(Account::name);
    Optional<Question> question = account.map(found -> Question.of(request, found));
    Optional<ApiResponse> stale = question.flatMap(staleResponses::find);
    Optional<Question> keepFor = Optional.empty();
    for (ArmedRule armed : rules) {
      FaultRule rule = armed.rule();
      if (rule.matches(request, now) && rule.isAbout(name)) {
        boolean isStale = rule.fault() instanceof Fault.Stale;
        keepFor = isStale ? question : keepFor;
        if ((stale.isPresent() || !isStale) && armed.fires()) {
          return new Choice(Optional.of(armed), keepFor, isStale ? stale : Optional.empty());
        }
      }
    }
    return new Choice(Optional.empty(), keepFor, Optional.empty());
  }

  void keep(Choice choice, ApiResponse response) {
    choice.keepFor().ifPresent(question -> staleResponses.keep(question, response));
  }

  JsonArray json() {
    JsonArray json = new JsonArray();
    rules.forEach(rule -> json.add(rule.json()));
    return json;
  }

  /** A rule with its counts, which all event loops share. */
  static final class ArmedRule {
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

  /** The first responses to requests, which stale rules repeat. Bounded in number and bytes. */
  private static final class StaleResponses {
    private static final int MAX_RESPONSES = 1000;
    private static final long MAX_BYTES = 16 << 20;

    // In the order of use, the least recent first.
    private final Map<Question, ApiResponse> responses = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    synchronized Optional<ApiResponse> find(Question question) {
      return Optional.ofNullable(responses.get(question));
    }

    /** Keeps a first response. A streamed one cannot be kept. */
    synchronized void keep(Question question, ApiResponse response) {
      boolean isWhole = response.body().filter(body -> body.first().rest().isEmpty()).isPresent();
      if (response.status() == 200
          && isWhole
          && responses.putIfAbsent(question, response) == null) {
        bytes += length(response);
        dropOldest();
      }
    }

    private void dropOldest() {
      Iterator<ApiResponse> oldest = responses.values().iterator();
      while (responses.size() > MAX_RESPONSES || bytes > MAX_BYTES) {
        bytes -= length(oldest.next());
        oldest.remove();
      }
    }

    private static int length(ApiResponse response) {
      return response.body().orElseThrow().first().bytes().length();
    }
  }
}
