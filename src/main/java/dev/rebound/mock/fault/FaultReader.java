package dev.rebound.mock.fault;

import dev.rebound.api.wire.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a rule does. */
final class FaultReader {
  private static final List<String> KINDS =
      List.of("status", "latency", "reset", "truncate", "drip", "stale", "drift");
  private static final List<String> DELAYS = List.of("fixed", "uniform", "logNormal");
  private static final Map<Integer, Problem> PROBLEMS = new TreeMap<>();
  private static final int MAX_BYTES = 1 << 30;
  private static final int MAX_DRIP_MILLIS = 60_000;
  private static final int MAX_DRIFT = 1_000_000_000;
  private static final double MAX_SIGMA = 10;

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
   * @throws IllegalArgumentException with a message that names what is wrong
   */
  static Fault read(Members fault) {
    Fault read = read(fault.oneOf(KINDS), fault);
    fault.finish();
    return read;
  }

  private static Fault read(String kind, Members fault) {
    return switch (kind) {
      case "status" -> refusal(fault);
      case "latency" -> new Fault.Latency(delay(fault.object(kind)));
      case "reset" -> said(kind, fault, new Fault.Reset());
      case "truncate" -> new Fault.Truncation(fault.number(kind, 0, MAX_BYTES));
      case "drip" -> drip(fault.object(kind));
      case "stale" -> said(kind, fault, new Fault.Stale());
      default -> drift(kind, fault);
    };
  }

  private static Fault said(String kind, Members fault, Fault said) {
    fault.isTrue(kind);
    return said;
  }

  private static Fault refusal(Members fault) {
    Problem problem = PROBLEMS.get(fault.number("status", 400, 599));
    if (problem == null) {
      throw fault.wrong("status", "must be one of " + PROBLEMS.keySet());
    }
    if (!fault.isTrue("html")) {
      return new Fault.Status(problem);
    }
    if (!problem.equals(Problem.NOT_ACCEPTABLE)) {
      throw fault.wrong("html", "goes with status 406 only");
    }
    return new Fault.NginxPage();
  }

  private static Delay delay(Members latency) {
    Delay delay = delay(latency.oneOf(DELAYS), latency);
    latency.finish();
    return delay;
  }

  private static Delay delay(String kind, Members latency) {
    if (kind.equals("fixed")) {
      return new Delay.Fixed(latency.number(kind, 0, Delay.MAX_MILLIS));
    }
    if (kind.equals("uniform")) {
      int[] range = latency.range(kind, 0, Delay.MAX_MILLIS);
      return new Delay.Uniform(range[0], range[1]);
    }
    Members logNormal = latency.object(kind);
    int median = logNormal.number("median", 1, Delay.MAX_MILLIS);
    double sigma = logNormal.fraction("sigma", 0, MAX_SIGMA, 1);
    logNormal.finish();
    return new Delay.LogNormal(median, sigma);
  }

  private static Fault drip(Members drip) {
    int bytes = drip.number("bytes", 1, MAX_BYTES);
    int everyMillis = drip.number("everyMillis", 1, MAX_DRIP_MILLIS);
    drip.finish();
    return new Fault.Drip(bytes, everyMillis);
  }

  private static Fault drift(String kind, Members fault) {
    int rows = fault.number(kind, -MAX_DRIFT, MAX_DRIFT);
    if (rows == 0) {
      throw fault.wrong(kind, "must not be 0");
    }
    return new Fault.Drift(rows);
  }
}
