package dev.rebound.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Requests at a given rate, whatever the answers take: many connections, each with a pace of its
 * own, so that one that waits holds up nobody else unless it waits longer than its pace, which is 8
 * ms at 30,000 requests a second. The connections of one process send at the same moment, and many
 * processes wait for each other's turn on the processor: of what was tried these add least.
 */
final class PacedLoad {
  private static final int PROCESSES = 8;
  private static final int CONNECTIONS = 32;

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
      Files.write(uris, paths.stream().map(path -> url + path).toList());
      List<Path> logs = new ArrayList<>();
      List<CompletableFuture<String>> processes = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
      for (int process = 0; process < PROCESSES; process++) {
        Path log = Files.createTempFile("rebound-latency", ".txt");
        logs.add(log);
        List<String> command = command(uris, log, header, rate, seconds);
        processes.add(
            CompletableFuture.supplyAsync(() -> Tool.run("nghttp2-client", command), threads));
      }
      processes.forEach(CompletableFuture::join);
      threads.shutdown();
      Latency latency = latency(logs, seconds);
      Files.delete(uris);
      for (Path log : logs) {
        Files.delete(log);
      }
      return latency;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path uris, Path log, String header, int rate, int seconds) {
    return List.of(
        "h2load",
        "--h1",
        "--threads=1",
        "--clients=" + CONNECTIONS,
        "--rps=" + (double) rate / PROCESSES / CONNECTIONS,
        "--duration=" + seconds,
        "--warm-up-time=2",
        "--header=" + header,
        "--input-file=" + uris,
        "--log-file=" + log);
  }

  // Each line: when it was sent, the status, and how many microseconds it took.
  private static Latency latency(List<Path> logs, int seconds) throws IOException {
    LongStream.Builder all = LongStream.builder();
    for (Path log : logs) {
      try (Stream<String> lines = Files.lines(log)) {
        lines.map(line -> line.split("\t")).mapToLong(PacedLoad::micros).forEach(all);
      }
    }
    long[] micros = all.build().sorted().toArray();
    return new Latency(
        (double) micros.length / seconds,
        quantile(micros, 0.5),
        quantile(micros, 0.99),
        quantile(micros, 0.999));
  }

  private static long micros(String[] request) {
    if (!request[1].equals("200")) {
      throw new IllegalStateException("answered " + request[1]);
    }
    return Long.parseLong(request[2]);
  }

  private static double quantile(long[] micros, double q) {
    return micros[(int) Math.min(micros.length - 1, Math.floor(q * micros.length))] / 1000.0;
  }
}
