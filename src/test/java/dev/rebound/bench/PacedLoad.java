package dev.rebound.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Requests at a given rate, whatever the answers take: many connections, each with a pace of its
 * own, so that one that waits holds up nobody else.
 */
final class PacedLoad {
  private static final int CONNECTIONS = 1000;

  private PacedLoad() {}

  /** Milliseconds within which half, 99 % and 99.9 % of the requests were answered. */
  record Latency(double rate, double p50, double p99, double p999) {}

  /**
   * @param paths are asked for in turn
   * @param headers as {@code Name: value}
   */
  static Latency of(String url, List<String> paths, String header, int rate, int seconds) {
    try {
      Path uris = Files.createTempFile("rebound-paths", ".txt");
      Path log = Files.createTempFile("rebound-latency", ".txt");
      Files.write(uris, paths.stream().map(path -> url + path).toList());
      Tool.run("nghttp2-client", command(uris, log, header, rate, seconds));
      Latency latency = latency(log, seconds);
      Files.delete(uris);
      Files.delete(log);
      return latency;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path uris, Path log, String header, int rate, int seconds) {
    return List.of(
        "h2load",
        "--h1",
        "--threads=2",
        "--clients=" + CONNECTIONS,
        "--rps=" + (double) rate / CONNECTIONS,
        "--duration=" + seconds,
        "--warm-up-time=2",
        "--header=" + header,
        "--input-file=" + uris,
        "--log-file=" + log);
  }

  // Each line: when it was sent, the status, and how many microseconds it took.
  private static Latency latency(Path log, int seconds) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      String[][] requests = lines.map(line -> line.split("\t")).toArray(String[][]::new);
      for (String[] request : requests) {
        if (!request[1].equals("200")) {
          throw new IllegalStateException("answered " + request[1]);
        }
      }
      long[] micros =
          Stream.of(requests).mapToLong(request -> Long.parseLong(request[2])).sorted().toArray();
      return new Latency(
          (double) micros.length / seconds,
          quantile(micros, 0.5),
          quantile(micros, 0.99),
          quantile(micros, 0.999));
    }
  }

  private static double quantile(long[] micros, double q) {
    return micros[(int) Math.min(micros.length - 1, Math.floor(q * micros.length))] / 1000.0;
  }
}
