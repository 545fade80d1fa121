package dev.rebound.mock.fault;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads rules from JSON. */
final class FaultRuleReader {
  static final int MAX_RULES = 1000;

  private static final String ID = "[A-Za-z0-9._-]{1,64}";
  private static final String METHOD = "[A-Z]{1,20}";
  private static final int MAX_ACCOUNT = 1000;

  private FaultRuleReader() {}

  /**
   * @throws IllegalArgumentException with a message that names what is wrong
   */
  static List<FaultRule> read(JsonArray array) {
    if (array.size() > MAX_RULES) {
      throw new IllegalArgumentException("there may be " + MAX_RULES + " rules at most");
    }
    Set<String> ids = new HashSet<>();
    List<FaultRule> rules = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String place = "rules[" + i + "]";
      FaultRule rule = read(array.getValue(i), place, "fault-" + (i + 1));
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException(place + ".id is that of another rule: " + rule.id());
      }
      rules.add(rule);
    }
    return rules;
  }

  private static FaultRule read(Object value, String place, String madeUp) {
    Members rule = new Members(value, place);
    String id =
        text(rule, "id", ID, "must be 1 to 64 letters, digits, dots, dashes or underscores");
    String method = text(rule, "method", METHOD, "must be a method such as GET");
    String name = id == null ? madeUp : id;
    Instant from = rule.time("from", Instant.MIN);
    Instant until = rule.time("until", Instant.MAX);
    if (!from.isBefore(until)) {
      throw rule.wrong("until", "must be later than from");
    }
    FaultRule read =
        new FaultRule(
            name,
            method == null ? null : HttpMethod.valueOf(method),
            glob(rule),
            bounded(rule, "account", MAX_ACCOUNT),
            from,
            until,
            schedule(rule),
            FaultReader.read(rule.object("fault")),
            ((JsonObject) value).copy().put("id", name));
    rule.finish();
    return read;
  }

  private static PathGlob glob(Members rule) {
    String path = bounded(rule, "path", PathGlob.MAX_LENGTH);
    return path == null ? null : new PathGlob(path);
  }

  private static FaultRule.Schedule schedule(Members rule) {
    return new FaultRule.Schedule(
        rule.fraction("probability", 0, 1, 1),
        rule.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, 0),
        rule.number("count", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        rule.number("skip", 0, Long.MAX_VALUE, 0),
        rule.number("every", 1, Long.MAX_VALUE, 1));
  }

  private static String text(Members rule, String name, String pattern, String what) {
    String text = rule.text(name);
    if (text != null && !text.matches(pattern)) {
      throw rule.wrong(name, what);
    }
    return text;
  }

  private static String bounded(Members rule, String name, int max) {
    String text = rule.text(name);
    if (text != null && (text.isEmpty() || text.length() > max)) {
      throw rule.wrong(name, "must have 1 to " + max + " characters");
    }
    return text;
  }
}
