package dev.rebound.bench;

import dev.rebound.support.BounceRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processor time per request with one, two and four services on one database, in turn, in one run.
 * Each service has the same number of connections, as when it is scaled out for more clients. All
 * services, PostgreSQL and the clients share the cores: the times are comparable, the rates do not
 * show what more machines would give.
 */
@Timeout(1800)
class ScaleOutBenchmark {
  private static final int ROUNDS = 3;
  private static final int SECONDS = Integer.getInteger("seconds", 5);
  private static final int MAX_INSTANCES = 4;
  private static final List<Integer> INSTANCES = List.of(1, 2, MAX_INSTANCES);
  private static final int ROWS = 20_000;
  private static final int WARM_UPS = 2;

  private final ExecutorService threads = Executors.newFixedThreadPool(MAX_INSTANCES);

  /**
   * The processor time per request, in microseconds.
   *
   * @param services of all services together
   */
  private record Cost(double services, double postgres, double rate) {}

  @Test
  void processorTimePerRequest() {
    List<Site> sites = new ArrayList<>();
    try {
      sites.add(Site.seeded(ROWS));
      while (sites.size() < MAX_INSTANCES) {
        sites.add(sites.get(0).another());
      }
      sites.get(0).api().ingest(rows());
      compare("lookups, 16 connections each", 16, WrkScripts.lookups(ROWS), sites);
      compare("pages of 500, 4 connections each", 4, WrkScripts.PAGES, sites);
      compare("single rows, 16 connections each", 16, WrkScripts.SINGLE_ROWS, sites);
    } finally {
      sites.forEach(Site::close);
      threads.shutdown();
    }
  }

  private static BounceRow[] rows() {
    return IntStream.rangeClosed(1, ROWS)
        .mapToObj(i -> BounceRow.at(1_700_000_000 + i, "row" + i + "@example.com"))
        .toArray(BounceRow[]::new);
  }

  private void compare(String name, int connections, String script, List<Site> sites) {
    // Each alone: four JVMs that compile at once take much longer.
    for (Site site : sites) {
      for (int i = 0; i < WARM_UPS; i++) {
        measure(connections, script, List.of(site));
      }
    }
    Cost[][] costs = new Cost[INSTANCES.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < costs.length; i++) {
        int turn = round % 2 == 0 ? i : costs.length - 1 - i;
        List<Site> some = sites.subList(0, INSTANCES.get(turn));
        costs[turn][round] = measure(connections, script, some);
      }
    }
    for (int i = 0; i < costs.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "%s, services %d: %.0f us of the services and %.0f us of PostgreSQL per request, %,.0f/s%n",
          name,
          INSTANCES.get(i),
          median(Arrays.stream(costs[i]).mapToDouble(Cost::services).toArray()),
          median(Arrays.stream(costs[i]).mapToDouble(Cost::postgres).toArray()),
          median(Arrays.stream(costs[i]).mapToDouble(Cost::rate).toArray()));
    }
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }

  private Cost measure(int connections, String script, List<Site> sites) {
    sites.get(0).awaitIdleServer();
    long services = servicesTime(sites);
    long postgres = ProcessorTime.ofServer(sites.get(0).postmaster());
    List<CompletableFuture<Wrk.Result>> loads = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      String url = sites.get(i).api().url();
      String lua = WrkScripts.head(sites.get(i).api().key(), i) + script;
      loads.add(
          CompletableFuture.supplyAsync(() -> Wrk.run(url, lua, connections, SECONDS), threads));
    }
    List<Wrk.Result> results = loads.stream().map(CompletableFuture::join).toList();
    double requests = results.stream().mapToLong(Wrk.Result::requests).sum();
    return new Cost(
        (servicesTime(sites) - services) / requests,
        (ProcessorTime.ofServer(sites.get(0).postmaster()) - postgres) / requests,
        results.stream().mapToDouble(Wrk.Result::rate).sum());
  }

  private static long servicesTime(List<Site> sites) {
    return sites.stream().mapToLong(site -> ProcessorTime.of(site.pid())).sum();
  }
}
