package dev.rebound.bench;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Rates over HTTP on a Citus cluster and on one PostgreSQL, in turn, in one run. Both run on this
 * machine; the one PostgreSQL is a database of the coordinator that is not distributed.
 */
@EnabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it needs the cluster of db/citus/test/run")
@Timeout(600)
class CitusBenchmark {
  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final int ROWS = 20_000;
  private static final int ROWS_OF_A_BATCH = 1_000;

  @Test
  void ratesOfBoth() {
    try (TestService plain = TestService.start(TestDatabase.create(), Map.of());
        TestService citus = TestService.start(TestDatabase.migrated(), Map.of())) {
      for (TestService service : List.of(plain, citus)) {
        service.root().ingest(rows());
      }
      compare("single rows, 64 connections", 64, WrkScripts.SINGLE_ROWS, plain, citus);
      compare("batches of 1,000 rows, 4 connections", 4, BATCHES, plain, citus);
      compare("lookups, 64 connections", 64, WrkScripts.lookups(ROWS), plain, citus);
      compare("pages of 500, 16 connections", 16, WrkScripts.PAGES, plain, citus);
    }
  }

  private static BounceRow[] rows() {
    return IntStream.range(0, ROWS)
        .mapToObj(i -> BounceRow.at(1_700_000_000 + i, "row" + i + "@example.com"))
        .toArray(BounceRow[]::new);
  }

  private static final String BATCHES =
      """
      function request()
        local rows = {}
        for i = 1, %d do
          rows[i] = '{"email":"many' .. math.random(1, 2^40) ..
            '@example.com","status":"5.1.1","reason":"550 5.1.1 No such user here"}'
        end
        wrk.headers["Content-Type"] = "application/x-ndjson"
        return wrk.format("POST", "/rebound/v1/bounces", nil, table.concat(rows, "\\n"))
      end
      """
          .formatted(ROWS_OF_A_BATCH);

  private static void compare(
      String name, int connections, String script, TestService plain, TestService citus) {
    rate(plain, connections, script);
    rate(citus, connections, script);
    double[] plainRates = new double[ROUNDS];
    double[] citusRates = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      plainRates[i] = rate(plain, connections, script);
      citusRates[i] = rate(citus, connections, script);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,.1f/s on one PostgreSQL, %,.1f/s on Citus, ratio %.2f%n",
        name,
        median(plainRates),
        median(citusRates),
        median(citusRates) / median(plainRates));
  }

  private static double median(double[] rates) {
    return Arrays.stream(rates).sorted().toArray()[rates.length / 2];
  }

  private static double rate(TestService service, int connections, String script) {
    Api root = service.root();
    return Wrk.rate(root.url(), WrkScripts.head(root.key(), 0) + script, connections, SECONDS);
  }
}
