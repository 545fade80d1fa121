package dev.rebound.mock.fault;

import dev.rebound.api.wire.Problem;
import dev.rebound.ingest.JsonFields;
import dev.rebound.mock.Glob;
import dev.rebound.mock.MockClock;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final String TIME = "a time such as 2026-01-01T00:00:00Z, from 1970 to 9999";

  private static final Map<Integer, Problem> PROBLEMS = new HashMap<>();
  private static final int MAX_BYTES = 1 << 30;
  private static final int MAX_DRIP_MILLIS = 60_000;
  private static final int MAX_DRIFT = 1_000_000_000;
  private static final int MAX_SIGMA = 10;

  static {
    List.of(
            Problem.UNAUTHORIZED,
            Problem.ACCESS_FORBIDDEN,
            Problem.BAD_REQUEST,
            Problem.NOT_FOUND,
            Problem.METHOD_NOT_ALLOWED,
            Problem.NOT_JSON_TYPE,
            Problem.NOT_ACCEPTABLE,
            Problem.TOO_LARGE,
            Problem.TOO_MANY_REQUESTS,
            Problem.INTERNAL,
            Problem.UNAVAILABLE)
        .forEach(problem -> PROBLEMS.put(problem.status(), problem));
  }

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
    Instant from = rule.time("from", MockClock::parse, TIME).orElse(Instant.MIN);
    Instant until = rule.time("until", MockClock::parse, TIME).orElse(Instant.MAX);
    if (!from.isBefore(until)) {
      throw rule.fault("until", "must be later than from");
    }
    FaultRule read =
        new FaultRule(
            id,
            method,
            rule.boundedText("path", MAX_GLOB).map(FaultRuleReader::glob),
            rule.boundedText("account", MAX_ACCOUNT),
            from,
            until,
            schedule(rule),
            fault(rule.object("fault")),
            json.copy().put("id", id));
    rule.requireKnown();
    return read;
  }

  private static FaultRule.Schedule schedule(JsonFields rule) {
    return new FaultRule.Schedule(
        rule.fraction("probability", 1, 1),
        rule.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, 0),
        rule.number("count", 1, Long.MAX_VALUE, Long.MAX_VALUE),
        rule.number("skip", 0, Long.MAX_VALUE, 0),
        rule.number("every", 1, Long.MAX_VALUE, 1));
  }

  /** Returns the pattern of a glob, in which {@code *} matches any text, slashes too. */
  static Pattern glob(String glob) {
    return Glob.of(glob, '*');
  }

  private static Optional<String> matching(
      JsonFields rule, String name, Pattern pattern, String problem) {
    return rule.text(
        name, text -> Optional.of(text).filter(t -> pattern.matcher(t).matches()), problem);
  }

  private static Fault fault(JsonFields fault) {
    String kind = fault.oneOf("status", "latency", "reset", "truncate", "drip", "stale", "drift");
    Fault read =
        switch (kind) {
          case "status" -> refusal(fault);
          case "latency" -> new Fault.Latency(delay(fault.object(kind)));
          case "reset" -> switchedOn(kind, fault, new Fault.Reset());
          case "truncate" -> new Fault.Truncation((int) fault.number(kind, 0, MAX_BYTES));
          case "drip" -> drip(fault.object(kind));
          case "stale" -> switchedOn(kind, fault, new Fault.Stale());
          default -> drift(kind, fault);
        };
    fault.requireKnown();
    return read;
  }

  private static Fault switchedOn(String kind, JsonFields fields, Fault fault) {
    if (!fields.flag(kind)) {
      throw fields.fault(kind, "must be true");
    }
    return fault;
  }

  private static Fault refusal(JsonFields fault) {
    int status = (int) fault.number("status", 400, 599);
    Problem problem = PROBLEMS.getOrDefault(status, other(status));
    if (!fault.flag("html")) {
      return new Fault.Status(problem);
    }
    if (!problem.equals(Problem.NOT_ACCEPTABLE)) {
      throw fault.fault("html", "is only allowed with status 406");
    }
    return new Fault.NginxPage();
  }

  /** Returns the problem of a status for which SendGrid's text is unknown: the status's name. */
  private static Problem other(int status) {
    String name = HttpResponseStatus.valueOf(status).reasonPhrase().toLowerCase(Locale.ROOT);
    return Problem.of(status, name);
  }

  private static Delay delay(JsonFields latency) {
    Delay delay =
        switch (latency.oneOf("fixed", "uniform", "logNormal")) {
          case "fixed" -> new Delay.Fixed((int) latency.number("fixed", 0, Delay.MAX_MILLIS));
          case "uniform" -> uniform(latency.range("uniform", Delay.MAX_MILLIS));
          default -> logNormal(latency.object("logNormal"));
        };
    latency.requireKnown();
    return delay;
  }

  private static Delay uniform(JsonFields.Range range) {
    return new Delay.Uniform(range.least(), range.most());
  }

  private static Delay logNormal(JsonFields logNormal) {
    int median = (int) logNormal.number("median", 1, Delay.MAX_MILLIS);
    double sigma = logNormal.fraction("sigma", MAX_SIGMA, 1);
    logNormal.requireKnown();
    return new Delay.LogNormal(median, sigma);
  }

  private static Fault drip(JsonFields drip) {
    int bytes = (int) drip.number("bytes", 1, MAX_BYTES);
    int everyMillis = (int) drip.number("everyMillis", 1, MAX_DRIP_MILLIS);
    drip.requireKnown();
    return new Fault.Drip(bytes, everyMillis);
  }

  private static Fault drift(String kind, JsonFields fault) {
    int rows = (int) fault.number(kind, -MAX_DRIFT, MAX_DRIFT);
    if (rows == 0) {
      throw fault.fault(kind, "must not be 0");
    }
    return new Fault.Drift(rows);
  }
}
