package dev.rebound.mock.outcome;

import dev.rebound.domain.Classification;
import dev.rebound.ingest.JsonFields;
import dev.rebound.mock.Glob;
import io.vertx.core.json.JsonArray;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads rules from JSON. */
final class OutcomeRuleReader {
  static final int MAX_RULES = 1_000;

  private static final int MAX_PATTERN = 1_000;
  private static final int MAX_EVENTS = 20;
  private static final int MAX_REPLY = 8_192;
  private static final Duration MAX_DELAY = Duration.ofDays(30);

  private OutcomeRuleReader() {}

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException with a message that names the wrong field
   */
  static List<OutcomeRule> read(JsonArray array) {
    if (array.size() > MAX_RULES) {
      throw new IllegalArgumentException("at most " + MAX_RULES + " rules are allowed");
    }
    List<OutcomeRule> rules = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonFields fields = new JsonFields("rules[" + i + "]", array.getList().get(i));
      OutcomeRule.Condition condition = condition(fields);
      OutcomeRule.Effect effect = effect(fields);
      fields.requireKnown();
      rules.add(new OutcomeRule(condition, effect, array.getJsonObject(i).copy()));
    }
    return rules;
  }

  private static OutcomeRule.Condition condition(JsonFields rule) {
    return new OutcomeRule.Condition(
        pattern(rule.boundedText("to", MAX_PATTERN).orElse("%")),
        rule.boundedText("account", MAX_PATTERN),
        rule.fraction("share", 1, 1),
        rule.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1),
        rule.number("count", 1, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  /** Returns the pattern of an address, in which {@code %} matches any text. */
  static Pattern pattern(String text) {
    return Glob.of(text.strip().toLowerCase(Locale.ROOT), '%');
  }

  private static OutcomeRule.Effect effect(JsonFields rule) {
    List<String> events = events(rule);
    Optional<String> reply = rule.boundedText("reply", MAX_REPLY);
    Optional<Classification> ofClass =
        rule.text("class", Classification::of, "must be a class such as Invalid Address");
    if (ofClass.isPresent()
        && (reply.isPresent() || events.stream().allMatch(kind -> Outcome.use(kind).isEmpty()))) {
      throw rule.fault("class", "is for bounce, blocked and deferred without a reply");
    }
    return new OutcomeRule.Effect(events, reply, ofClass, delay(rule));
  }

  private static List<String> events(JsonFields rule) {
    List<String> events = rule.texts("outcome");
    if (!Outcome.EVENTS.containsAll(events) || events.size() > MAX_EVENTS) {
      throw rule.fault("outcome", "must be one or more of " + String.join(", ", Outcome.EVENTS));
    }
    return events;
  }

  private static Duration delay(JsonFields rule) {
    return rule.text(
            "delay", OutcomeRuleReader::duration, "must be from PT0S to P30D, such as PT5M")
        .orElse(Duration.ZERO);
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text))
          .filter(delay -> !delay.isNegative() && delay.compareTo(MAX_DELAY) <= 0);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
