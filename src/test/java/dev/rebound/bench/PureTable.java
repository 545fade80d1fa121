package dev.rebound.bench;

import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH found, a line for each part and input, and how it was found. */
final class PureTable {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final StringBuilder lines = new StringBuilder();
  private final String way;
  private BenchmarkParams params;

  /**
   * @param seconds of each warm-up and each measurement
   */
  PureTable(int warmUps, int measurements, int seconds) {
    this.way =
        """
        Averages per call, by JMH: %d measurements of %d s after %d of warm-up, in a separate process with the service's
        JVM options and 256 MiB of heap. ± is the 99.9 %% confidence interval; it is wide on a busy machine."""
            .formatted(measurements, seconds, warmUps);
  }

  void add(String part, RunResult result) {
    params = result.getParams();
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    lines.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %,.1f ± %,.1f | %,.0f |%n",
            part,
            input(params),
            time.getScore(),
            time.getScoreError(),
            allocated.getScore()));
  }

  private static String input(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .map(params::getParam)
        .map(value -> value.toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%n%s%nJMH %s, JDK %s, %d cores, %s.%n%n| conversion | input | ns | bytes allocated |%n|---|---|---|---|%n%s%n",
        way,
        params.getJmhVersion(),
        params.getJdkVersion(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        lines);
  }
}
