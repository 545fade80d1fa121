package dev.rebound.mock.fault;

import dev.rebound.ingest.JsonFields;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads fault rules from JSON. */
final class FaultRuleReader {
  static final int MAX_RULES = 1000;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  static final int MAX_GLOB = 1000;
  private static final int MAX_ACCOUNT = 1000;
  private static final String TIME = "a time such as 2026-01-01T00:00:00Z";

  private FaultRuleReader() {}

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException with a message that names the wrong field
   */
  static List<FaultRule> read(JsonArray array) {
    if (array.size() > MAX_RULES) {
      throw new IllegalArgumentException("at most " + MAX_RULES + " rules are allowed");
    }
    Set<String> ids = new HashSet<>();
    List<FaultRule> rules = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String path = "rules[" + i + "]";
      Object value = array.getList().get(i);
      JsonFields fields = new JsonFields(path, value);
      FaultRule rule = read(fields, array.getJsonObject(i), "fault-" + (i + 1));
      if (!ids.add(rule.id())) {
        throw fields.fault("id", "is already used by another rule: " + rule.id());
      }
      rules.add(rule);
    }
    return rules;
  }

  private static FaultRule read(JsonFields rule, JsonObject json, String defaultId) {
    String id =
        matching(rule, "id", ID, "must be 1 to 64 letters, digits, dots, dashes or underscores")
            .orElse(defaultId);
    Optional<HttpMethod> method =
        matching(rule, "method", METHOD, "must be a method such as GET").map(HttpMethod::valueOf);
    Instant from = rule.time("from", Instant::parse, TIME).orElse(Instant.MIN);
    Instant until = rule.time("until", Instant::parse, TIME).orElse(Instant.MAX);
    if (!from.isBefore(until)) {
      throw rule.fault("until", "must be later than from");
    }
    FaultRule read =
        new FaultRule(
            id,
            method,
            bounded(rule, "path", MAX_GLOB).map(FaultRuleReader::glob),
            bounded(rule, "account", MAX_ACCOUNT),
            from,
            until,
            schedule(rule),
            FaultReader.read(rule.object("fault")),
            json.copy().put("id", id));
    rule.requireKnown();
    return read;
  }

  private static FaultRule.Schedule schedule(JsonFields rule) {
    return new FaultRule.Schedule(
        rule.fraction("probability", 0, 1, 1),
        rule.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, 0),
        rule.number("count", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        rule.number("skip", 0, Long.MAX_VALUE, 0),
        rule.number("every", 1, Long.MAX_VALUE, 1));
  }

  /**
   * Returns the pattern of a glob, in which {@code *} matches any text, slashes too. Atomic groups
   * keep the time of a match proportional to path times glob.
   */
  static Pattern glob(String glob) {
    String[] parts = glob.split("\\*+", -1);
    StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length - 1; i++) {
      regex.append("(?>.*?").append(Pattern.quote(parts[i])).append(')');
    }
    if (parts.length > 1) {
      regex.append(".*").append(Pattern.quote(parts[parts.length - 1]));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static Optional<String> matching(
      JsonFields rule, String name, Pattern pattern, String problem) {
    return rule.text(
        name, text -> Optional.of(text).filter(t -> pattern.matcher(t).matches()), problem);
  }

  private static Optional<String> bounded(JsonFields rule, String name, int max) {
    return rule.text(
        name,
        text -> Optional.of(text).filter(t -> !t.isEmpty() && t.length() <= max),
        "must have 1 to " + max + " characters");
  }
}
