package dev.rebound.mock.fault;

import dev.rebound.api.wire.Problem;
import dev.rebound.ingest.JsonFields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the fault of a rule. */
final class FaultReader {
  private static final Map<Integer, Problem> PROBLEMS = new TreeMap<>();
  private static final int MAX_BYTES = 1 << 30;
  private static final int MAX_DRIP_MILLIS = 60_000;
  private static final int MAX_DRIFT = 1_000_000_000;
  private static final int MAX_SIGMA = 10;

  static {
    List.of(
            Problem.UNAUTHORIZED,
            Problem.ACCESS_FORBIDDEN,
            Problem.NOT_FOUND,
            Problem.NOT_ACCEPTABLE,
            Problem.TOO_LARGE,
            Problem.TOO_MANY_REQUESTS,
            Problem.INTERNAL,
            Problem.UNAVAILABLE)
        .forEach(problem -> PROBLEMS.put(problem.status(), problem));
  }

  private FaultReader() {}

  /**
   * Reads a fault.
   *
   * @throws IllegalArgumentException with a message that names the wrong field
   */
  static Fault read(JsonFields fault) {
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
    Problem problem = PROBLEMS.get((int) fault.number("status", 400, 599));
    if (problem == null) {
      throw fault.fault("status", "must be one of " + PROBLEMS.keySet());
    }
    if (!fault.flag("html")) {
      return new Fault.Status(problem);
    }
    if (!problem.equals(Problem.NOT_ACCEPTABLE)) {
      throw fault.fault("html", "is only allowed with status 406");
    }
    return new Fault.NginxPage();
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
    double sigma = logNormal.fraction("sigma", 0, MAX_SIGMA, 1);
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
