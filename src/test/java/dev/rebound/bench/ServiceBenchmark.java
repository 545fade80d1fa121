package dev.rebound.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bench.BenchmarkPage.Figure;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.store.IngestComparison;
import dev.rebound.store.StatementTexts;
import dev.rebound.support.Api;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a service does on a seeded list, beside what its parts could do at most, all in one run:
 * {@code mvn -Pbenchmark verify}. {@code -Ddatabase=} names a database that {@code rebound seed}
 * filled before. Writes {@code docs/benchmarks.md}.
 */
class ServiceBenchmark {
  private static final long ROWS = Long.getLong("rows", 10_000_000);
  private static final String DATABASE = System.getProperty("database", "");
  private static final int SECONDS = Integer.getInteger("seconds", 10);
  private static final int ROUNDS = 3;
  private static final int LOOKUP_CONNECTIONS = 256;
  private static final int PAGE_CONNECTIONS = 32;
  private static final int SAMPLES = 101;
  private static final int FEW = 3;

  // Addresses that a load program can make up: half of twice as many are on the list.
  private static final int PROBES = 1_000_000;

  // In 2001.
  private static final long BEFORE_ALL = 1_000_000_000;

  private final BenchmarkPage page = new BenchmarkPage(ROWS);

  @Test
  void everything() throws IOException, SQLException {
    try (Site site = DATABASE.isEmpty() ? Site.seeded(ROWS) : Site.on(DATABASE)) {
      ingestProbes(site.api());
      site.vacuum();
      lookups(site);
      page.add(memory(site));
      pages(site);
      filters(site);
      totals(site);
      ingest(site);
      start(site);
      page.write();
    }
  }

  private static void ingestProbes(Api api) {
    Iterable<byte[]> rows =
        () ->
            IntStream.rangeClosed(1, PROBES)
                .mapToObj(
                    i ->
                        "{\"email\":\"probe%d@bench.example\",\"created\":%d,\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 No such user here\"}\n"
                            .formatted(i, 1_700_000_000 + i % 20_000_000))
                .map(row -> row.getBytes(StandardCharsets.US_ASCII))
                .iterator();
    HttpResponse<String> told =
        api.with("Content-Type", "application/x-ndjson")
            .send("POST", Api.INGEST, BodyPublishers.ofByteArrays(rows));
    assertEquals(200, told.statusCode(), told.body());
  }

  private void lookups(Site site) {
    String script =
        "\\set n random(1, %d)%n".formatted(2 * PROBES)
            + StatementTexts.lookup("1", "('probe' || :n::int || '@bench.example')")
            + ";";
    int connections =
        best(Stream.of(4, 8, 16, 32).toList(), c -> site.pgBench().rate(script, c, SECONDS / 2));
    String lua =
        """
        wrk.headers["Authorization"] = "Bearer %s"
        local threads = 0
        function setup(thread) thread:set("seed", threads); threads = threads + 1 end
        function init() math.randomseed(os.time() * 10 + seed) end
        function request()
          return wrk.format("GET", "/v3/suppression/bounces/probe" .. math.random(1, %d) .. "@bench.example")
        end
        """
            .formatted(site.api().key(), 2 * PROBES);
    // The compiler is done with it after half a million.
    Wrk.rate(site.api().url(), lua, LOOKUP_CONNECTIONS, 2 * SECONDS);
    double[][] rates =
        inTurn(
            () -> site.pgBench().rate(script, connections, SECONDS),
            () -> Wrk.rate(site.api().url(), lua, LOOKUP_CONNECTIONS, SECONDS));
    double database = median(rates[0]);
    double http = median(rates[1]);
    page.add(
        Figure.atLeast(
            "lookups/s over HTTP, 256 connections, half hits, ratio to pgbench's rate of the statement",
            http / database,
            1.0,
            "%,.0f and %,.0f (%d connections)".formatted(http, database, connections)));
    page.chart("lookups/s, HTTP", http);
    page.chart("lookups/s, pgbench", database);
    for (int share : new int[] {50, 70, 90}) {
      latency(site, (int) (http * share / 100), share);
    }
  }

  private void latency(Site site, int rate, int share) {
    Random random = new Random(share);
    List<String> paths =
        random
            .ints(100_000, 1, 2 * PROBES)
            .mapToObj(n -> "/v3/suppression/bounces/probe" + n + "@bench.example")
            .toList();
    String header = "Authorization: Bearer " + site.api().key();
    PacedLoad.Latency latency = PacedLoad.of(site.api().url(), paths, header, rate, 2 * SECONDS);
    String seen =
        "p50 %.1f, p99 %.1f, p99.9 %.1f ms at %,.0f/s"
            .formatted(latency.p50(), latency.p99(), latency.p999(), latency.rate());
    String what = "p99 of lookups at " + share + " % of the peak, ms";
    page.add(
        share == 70
            ? Figure.atMost(what, latency.p99(), 10, seen)
            : Figure.of(what, latency.p99(), seen));
  }

  private static Figure memory(Site site) {
    double mebibytes = site.peakResidentKib() / 1024.0;
    return Figure.atMost("maximum resident MiB under the lookup load", mebibytes, 350, "");
  }

  private void pages(Site site) {
    String path = Api.BOUNCES + "?limit=500";
    String body = site.api().get(path).body();
    String key = "wrk.headers[\"Authorization\"] = \"Bearer " + site.api().key() + "\"\n";
    String own =
        """
        local threads = 0
        function setup(thread) thread:set("seed", threads); threads = threads + 1 end
        function init() math.randomseed(os.time() * 10 + seed) end
        function request() return wrk.format("GET", "%s&start_time=" .. math.random(1, %d)) end
        """
            .formatted(path, BEFORE_ALL);
    String script = StatementTexts.page(firstPage(TimeRange.ALL)) + ";";
    // No row is older than the day of this second, so that any second before gives the same page.
    String ownScript =
        "\\set second random(1, %d)%n".formatted(BEFORE_ALL)
            + StatementTexts.page(firstPage(new TimeRange(BEFORE_ALL, Long.MAX_VALUE)))
                .replace(BEFORE_ALL + "::", ":second::")
            + ";";
    try (BareServer bare = new BareServer(body)) {
      double[][] rates =
          inTurn(
              () -> site.pgBench().rate(ownScript, 8, SECONDS),
              () -> site.pgBench().rate(script, 8, SECONDS),
              () -> Wrk.rate(bare.url() + path, key, PAGE_CONNECTIONS, SECONDS),
              () -> Wrk.rate(site.api().url(), key + own, PAGE_CONNECTIONS, SECONDS),
              () -> Wrk.rate(site.api().url() + path, key, PAGE_CONNECTIONS, SECONDS));
      double http = median(rates[2]);
      pages("distinct queries", median(rates[0]), http, median(rates[3]));
      pages("equal queries", median(rates[1]), http, median(rates[4]));
      page.add(Figure.of("bytes of that page", body.length(), ""));
    }
    long deep = ROWS / 2;
    double[] first = sample(site.api(), path);
    double[] middle = sample(site.api(), path + "&offset=" + deep);
    page.add(
        Figure.atMost(
            "page of 500 at offset %,d, p50, ratio to the first page".formatted(deep),
            median(middle) / median(first),
            3,
            "%.1f and %.1f ms".formatted(median(middle), median(first))));
  }

  /** Pages a second beside L, which the statement and the sending alone allow. */
  private void pages(String what, double database, double bare, double rate) {
    double limit = 1 / (1 / database + 1 / bare);
    page.add(
        Figure.atLeast(
            "first pages of 500/s, %s, ratio to L = 1 / (1/pgbench + 1/bare HTTP)".formatted(what),
            rate / limit,
            0.8,
            "%,.0f and %,.0f (pgbench %,.0f, bare HTTP %,.0f)"
                .formatted(rate, limit, database, bare)));
    page.chart("pages/s, " + what, rate);
    page.chart("pages/s, L", limit);
  }

  private static BouncePage.Query firstPage(TimeRange range) {
    return new BouncePage.Query(1, range, EmailFilter.ANY, new Page(500, 0), Optional.empty());
  }

  private void filters(Site site) {
    double first = median(sample(site.api(), Api.BOUNCES + "?limit=500"));
    // What is asked for is taken from the list: a local part, and its letters but the first.
    String email = site.api().emails("?limit=1&offset=" + ROWS / 3).get(0);
    String local = email.substring(0, email.indexOf('@'));
    filter(site.api(), "starts-with filter, selective", local, 10);
    String around = local.substring(0, 4) + "%25" + local.substring(5) + "@";
    double looked = median(sample(site.api(), Api.BOUNCES + "?limit=500&email=" + around, FEW));
    page.add(Figure.of("filter with four letters, a wildcard and the rest, p50 in ms", looked, ""));
    filter(site.api(), "contains filter, selective", "%25" + local.substring(1), 10);
    filter(
        site.api(),
        "contains filter with millions of matches, ratio to the first page",
        "%25gmail.com",
        3,
        first);
    // On its own lane, and slow: a few are enough.
    double two = median(sample(site.api(), Api.BOUNCES + "?limit=500&email=%25zz", FEW));
    page.add(Figure.of("contains filter with two letters, few matches, p50 in ms", two, ""));
  }

  private void filter(Api api, String what, String filter, double mostMillis) {
    double p50 = median(sample(api, Api.BOUNCES + "?limit=500&email=" + filter));
    page.add(Figure.atMost(what + ", p50 in ms", p50, mostMillis, ""));
  }

  private void filter(Api api, String what, String filter, double mostRatio, double first) {
    double p50 = median(sample(api, Api.BOUNCES + "?limit=500&email=" + filter));
    String seen = "%.1f and %.1f ms".formatted(p50, first);
    page.add(Figure.atMost(what + ", p50", p50 / first, mostRatio, seen));
  }

  private void totals(Site site) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String script =
        StatementTexts.totals("1", today.minusDays(364).toString(), today.toString(), 10_001) + ";";
    double millis = 1000 / site.pgBench().rate(script, 1, SECONDS);
    page.add(
        Figure.atMost("totals of a year by classification, in the database, ms", millis, 5, ""));
  }

  private void ingest(Site site) throws IOException, SQLException {
    try (Connection connection = site.connect()) {
      IngestComparison.Rates rates = IngestComparison.measure(site.api(), connection);
      page.add(
          Figure.atLeast(
              "rows/s of NDJSON over HTTP, ratio to one SQL session with the same statement",
              rates.ratio(),
              0.6,
              rates.toString()));
      page.chart("rows/s, NDJSON", rates.http());
      page.chart("rows/s, SQL", Math.max(rates.batches(), rates.whole()));
    }
  }

  private void start(Site site) {
    double[] seconds = IntStream.range(0, 5).mapToDouble(i -> site.secondsToStart()).toArray();
    page.add(
        Figure.atMost("start until ready with a running database, s", median(seconds), 1.0, ""));
  }

  /** Milliseconds of requests one after another. */
  private static double[] sample(Api api, String path) {
    return sample(api, path, SAMPLES);
  }

  private static double[] sample(Api api, String path, int count) {
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      HttpResponse<String> response = api.get(path);
      millis[i] = (System.nanoTime() - start) / 1e6;
      assertEquals(200, response.statusCode(), response.body());
    }
    return millis;
  }

  private static double[][] inTurn(DoubleSupplier... measurements) {
    double[][] results = new double[measurements.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < measurements.length; i++) {
        results[i][round] = measurements[i].getAsDouble();
      }
    }
    return results;
  }

  private interface Measured {
    double rate(int setting);
  }

  private static int best(List<Integer> settings, Measured measured) {
    List<double[]> rates = new ArrayList<>();
    for (int setting : settings) {
      rates.add(new double[] {setting, measured.rate(setting)});
    }
    return (int) rates.stream().max((a, b) -> Double.compare(a[1], b[1])).orElseThrow()[0];
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
