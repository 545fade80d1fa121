package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.drill.Flood.Call;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One account floods every route; another account's lookups, pages and writes take at most twice as
 * long as alone on the service. The service, its PostgreSQL and the clients share the cores, so
 * that times beside any load are longer than on an idle machine. Therefore the account is also
 * measured alone on its service while the same flood uses another service on another database of
 * the same server: the cores are as busy, and the ratio shows what the service itself lets one
 * account take from another.
 */
@Timeout(900)
class NeighbourBenchmark {
  private static final int TURNS = Integer.getInteger("rebound.turns", 5);
  private static final int CALLS = 400;
  // Ten times as many as use the account's share of every lane.
  private static final int CONNECTIONS = 400;
  private static final int WARM_UP = 100;
  // Until the compiler is done with both services.
  private static final int FIRST_WARM_UP = 5_000;
  private static final int LIST = 5_000;
  private static final int BATCH = 100;
  private static final double MAX_RATIO = 2;

  // Pages at the peak, and with many more connections whose clients come back after 503.
  private static final int PEAK = 64;
  private static final int OVERLOAD = 2 * PEAK;
  private static final int PAGES = 10_000;
  private static final double MIN_GOODPUT = 0.9;
  private static final long CREATED = 1_700_000_000;

  private static ServiceProcess service;
  private static ServiceProcess otherService;
  private static Api greedy;
  private static Api greedyElsewhere;
  private static Api quiet;

  /** The calls of the quiet account. */
  private enum Kind {
    LOOKUP {
      @Override
      Call call(int number) {
        return Call.get(Api.BOUNCES + "/user" + number % BATCH + "@example.com");
      }
    },
    PAGE {
      @Override
      Call call(int number) {
        return Call.get(Api.BOUNCES + "?limit=100&offset=" + number % 100);
      }
    },
    WRITE {
      @Override
      Call call(int number) {
        return new Call("POST", Api.INGEST, "[%s]".formatted(row("new" + number)));
      }
    };

    abstract Call call(int number);
  }

  @BeforeAll
  static void start() {
    Map<String, String> settings = settings();
    service = ServiceProcess.start(settings);
    greedy = service.api(settings.get("REBOUND_API_KEY"));
    ServiceProcess.run(settings, "account", "create", "quiet", "--parent", Account.ROOT);
    quiet =
        service.api(
            ServiceProcess.run(settings, "key", "create", "--account", "quiet")
                .output()
                .lines()
                .filter(line -> line.startsWith("SG."))
                .findFirst()
                .orElseThrow());
    quiet.ingest(rows("user", 0));
    Map<String, String> others = settings();
    otherService = ServiceProcess.start(others);
    greedyElsewhere = otherService.api(others.get("REBOUND_API_KEY"));
    for (Api api : List.of(greedy, greedyElsewhere)) {
      for (int from = 0; from < LIST; from += BATCH) {
        api.ingest(rows("user", from));
      }
      try (Flood flood = new Flood(api, CONNECTIONS, number -> flood(api, number))) {
        flood.await(FIRST_WARM_UP);
      }
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "REBOUND_DATABASE_URL",
        TestDatabase.migrated(),
        "REBOUND_API_KEY",
        ApiKey.random(new SecureRandom()).text(),
        "JDK_JAVA_OPTIONS",
        "@conf/jvm.options");
  }

  @AfterAll
  static void stop() {
    service.close();
    otherService.close();
  }

  @Test
  void aFloodOfOneAccountLeavesTheOtherItsTimes() {
    Map<Kind, List<Long>> idle = new EnumMap<>(Kind.class);
    Map<Kind, List<Long>> alone = new EnumMap<>(Kind.class);
    Map<Kind, List<Long>> beside = new EnumMap<>(Kind.class);
    for (int turn = 0; turn < TURNS; turn++) {
      measure(turn * 3, idle);
      measureBeside(greedyElsewhere, turn * 3 + 1, alone);
      measureBeside(greedy, turn * 3 + 2, beside);
    }
    for (Kind kind : Kind.values()) {
      System.out.printf(
          "%s: p50 %s, p99 %s ms on an idle machine, beside a flood of another service and of this one%n",
          kind,
          percentiles(0.5, kind, List.of(idle, alone, beside)),
          percentiles(0.99, kind, List.of(idle, alone, beside)));
    }
    for (Kind kind : Kind.values()) {
      double ratio =
          percentileMillis(beside.get(kind), 0.99) / percentileMillis(alone.get(kind), 0.99);
      assertTrue(ratio <= MAX_RATIO, () -> kind + ": " + ratio);
    }
  }

  private static List<Double> percentiles(
      double share, Kind kind, List<Map<Kind, List<Long>>> measured) {
    return measured.stream()
        .map(times -> Math.round(percentileMillis(times.get(kind), share) * 10) / 10.0)
        .toList();
  }

  @Test
  void goodputStaysAtTwiceTheConnectionsOfThePeak() {
    long peak = 0;
    long overload = 0;
    pagesNanos(PEAK);
    for (int turn = 0; turn < TURNS; turn++) {
      if (turn % 2 == 0) {
        peak += pagesNanos(PEAK);
        overload += pagesNanos(OVERLOAD);
      } else {
        overload += pagesNanos(OVERLOAD);
        peak += pagesNanos(PEAK);
      }
    }
    double goodput = (double) peak / overload;
    System.out.printf(
        "%d pages in %.1f s at the peak, in %.1f s at twice the connections: goodput %.2f%n",
        TURNS * PAGES, peak / 1e9, overload / 1e9, goodput);
    assertTrue(goodput >= MIN_GOODPUT, () -> "goodput " + goodput);
  }

  /** Returns the time in which pages succeed; clients wait after 503 as the response says. */
  private static long pagesNanos(int connections) {
    long start = System.nanoTime();
    try (Flood flood = Flood.patient(greedy, connections, NeighbourBenchmark::page)) {
      flood.awaitSuccesses(PAGES);
      return System.nanoTime() - start;
    }
  }

  private static Call page(int number) {
    return Call.get(
        Api.BOUNCES + "?limit=%d&offset=%d".formatted(100 + number % 20, number % LIST));
  }

  private static void measureBeside(Api flooded, int turn, Map<Kind, List<Long>> times) {
    try (Flood flood = new Flood(flooded, CONNECTIONS, number -> flood(flooded, number))) {
      flood.await(WARM_UP);
      measure(turn, times);
      System.out.println("the flood: " + flood.statuses());
    }
  }

  private static void measure(int turn, Map<Kind, List<Long>> times) {
    for (int i = 0; i < CALLS; i++) {
      for (Kind kind : Kind.values()) {
        Call call = kind.call(turn * CALLS + i);
        times.computeIfAbsent(kind, first -> new ArrayList<>()).add(nanos(quiet, call));
      }
    }
  }

  private static long nanos(Api api, Call call) {
    long start = System.nanoTime();
    int status =
        (call.method().equals("GET") ? api.get(call.path()) : api.post(call.path(), call.body()))
            .statusCode();
    long took = System.nanoTime() - start;
    assertEquals(200, status, call.path());
    return took;
  }

  /** Every route, with the requests that cost most. */
  private static Call flood(Api api, int number) {
    String address = "user" + number * 7 % LIST + "@example.com";
    return switch (number % 15) {
      case 0, 1 -> Call.get(Api.BOUNCES + "?limit=500&offset=" + number % LIST);
      case 2 -> Call.get(Api.BOUNCES + "?limit=500&email=%25ser" + number % 100);
      case 3 -> Call.get("/v3/suppressions/bounces/classifications");
      case 4 -> Call.get("/rebound/v1/bounces/" + address + "/history?limit=500");
      case 5, 6 -> new Call("POST", Api.INGEST, rows("user", number * 31 % LIST));
      case 7 -> new Call("DELETE", Api.BOUNCES, emails(number * 17 % LIST));
      case 8 -> new Call("DELETE", Api.BOUNCES + "/" + address, "");
      case 9 -> new Call("POST", "/rebound/v1/lookup", emails(number * 13 % LIST));
      case 10 -> Call.get(Api.BOUNCES + "/" + address);
      case 11 -> Call.get("/api/bounces.get.json?api_user=apikey&api_key=" + api.key());
      case 12 -> Call.get("/rebound/v1/bounces.csv");
      case 13 -> new Call("POST", "/rebound/v1/import?name=list.csv", csv(number * 29 % LIST));
      default ->
          number % 600 == 14
              ? new Call("DELETE", Api.BOUNCES, "{\"delete_all\":true}")
              : Call.get("/rebound/v1/deletions");
    };
  }

  private static String rows(String name, int from) {
    return IntStream.range(from, from + BATCH)
        .mapToObj(i -> row(name + i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String csv(int from) {
    return IntStream.range(from, from + BATCH)
        .mapToObj(i -> "user" + i + "@example.com,550 5.1.1 no such user\n")
        .collect(Collectors.joining("", "email,reason\n", ""));
  }

  private static String row(String name) {
    return "{\"email\":\"%s@example.com\",\"created\":%d,\"reason\":\"550 5.1.1 no such user\"}"
        .formatted(name, CREATED + name.hashCode() % 1_000_000);
  }

  private static String emails(int from) {
    return IntStream.range(from, from + BATCH)
        .mapToObj(i -> "\"user" + i + "@example.com\"")
        .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
  }

  private static double percentileMillis(List<Long> nanos, double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get((int) (sorted.size() * share)) / 1e6;
  }
}
