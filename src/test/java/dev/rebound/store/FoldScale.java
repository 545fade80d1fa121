package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The total beside a page, and the totals of a year, with 16 slots on 400 days before and after
 * folding, and with one slot: {@code mvn -Pscale verify -Dit.test=FoldScale}. The accounts take
 * turns. A folded page must take no longer than one with one slot and one day.
 */
class FoldScale {
  private static final int ROUNDS = 401;
  private static final double MOST_RATIO = 1.1;

  private static final String ROWS =
      """
      INSERT INTO bounce
      SELECT %1$d, md5(i::text) || '@mail.example', at, repeat('550 5.1.1 no such user here ', 4), '5.1.1',
        'Invalid Address', at, md5(i::text)::uuid
      FROM (
        SELECT i, to_timestamp(1700000000 + i * 86400::bigint / 500) AS at
        FROM generate_series(0, 199999) AS i
      ) AS times
      """;
  private static final String LIST_DAYS =
      """
      INSERT INTO list_day
      SELECT account_id, (created_at AT TIME ZONE 'UTC')::date, get_byte(uuid_send(last_fingerprint), 0) %% 16, count(*)
      FROM bounce
      WHERE account_id = %1$d
      GROUP BY 1, 2, 3
      """;
  private static final String CLASS_DAYS =
      """
      INSERT INTO bounce_day
      SELECT account_id, day, class, slot, n
      FROM list_day
      CROSS JOIN unnest(ARRAY['a', 'b', 'c', 'd', 'e', 'f', 'g']) AS class
      WHERE account_id = %1$d
      """;
  private static final String ONE_SLOT =
      """
      INSERT INTO list_day
      SELECT account_id, '2024-01-01', 0, count(*)
      FROM bounce
      WHERE account_id = %1$d
      GROUP BY 1
      """;
  private static final String ONE_SLOT_A_DAY =
      """
      INSERT INTO bounce_day
      SELECT account_id, day, class, 0, n
      FROM generate_series(timestamp '2023-11-14', '2024-12-18', '1 day') AS day
      CROSS JOIN unnest(ARRAY['a', 'b', 'c', 'd', 'e', 'f', 'g']) AS class
      CROSS JOIN (SELECT %1$d AS account_id, 500 AS n) AS account
      """;
  private static final String TODAY =
      """
      INSERT INTO list_day
      SELECT %1$d, (now() AT TIME ZONE 'UTC')::date, slot, 0
      FROM generate_series(0, 15) AS slot
      """;

  private final OwnAccount unfolded = new OwnAccount();
  private final OwnAccount folded = new OwnAccount();
  private final OwnAccount oneSlot = new OwnAccount();

  @Test
  void aFoldedPageTakesNoLongerThanOneWithOneSlotAndOneDay() throws SQLException {
    try (Connection connection = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl())) {
      fill(connection);
      // As the lanes of the service.
      execute(connection, "SET enable_bitmapscan = off; SET random_page_cost = 1.1");
      compare(connection, "count", ListStatements.COUNT_ALL, "");
      double[] page =
          compare(connection, "page", ListStatements.FIRST_PAGE_OF_ALL, "0, 253402300800, '', 500");
      compare(
          connection,
          "totals of a year",
          TotalsStatements.BY_CLASS,
          "'2023-12-01', '2024-11-30', 10001");
      assertTrue(page[1] / page[2] <= MOST_RATIO, Arrays.toString(page));
    }
  }

  private void fill(Connection connection) throws SQLException {
    for (OwnAccount account : List.of(unfolded, folded, oneSlot)) {
      execute(connection, ROWS.formatted(account.id()));
    }
    for (OwnAccount account : List.of(unfolded, folded)) {
      execute(connection, LIST_DAYS.formatted(account.id()));
      execute(connection, CLASS_DAYS.formatted(account.id()));
    }
    execute(connection, ONE_SLOT.formatted(oneSlot.id()));
    execute(connection, ONE_SLOT_A_DAY.formatted(oneSlot.id()));
    while (OwnAccount.SERVICE.ask(Operations.FOLD_COUNTS, folded.id()) > 0) {
      // The next batch.
    }
    execute(connection, TODAY.formatted(folded.id()));
    execute(connection, "VACUUM (ANALYZE) bounce, list_day, bounce_day");
  }

  /** Returns medians in milliseconds: unfolded, folded, one slot. */
  private double[] compare(Connection connection, String what, String sql, String parameters)
      throws SQLException {
    List<OwnAccount> accounts = List.of(unfolded, folded, oneSlot);
    double[][] times = new double[accounts.size()][ROUNDS];
    String name = what.replace(' ', '_');
    execute(connection, "PREPARE " + name + " AS " + sql);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < accounts.size(); i++) {
        String values = accounts.get(i).id() + (parameters.isEmpty() ? "" : ", " + parameters);
        times[i][round] = time(connection, "EXECUTE " + name + " (" + values + ")");
      }
    }
    double[] medians =
        Arrays.stream(times)
            .mapToDouble(each -> Arrays.stream(each).sorted().toArray()[ROUNDS / 2])
            .toArray();
    System.out.printf(
        "%s: unfolded %.3f ms, folded %.3f ms, one slot %.3f ms%n",
        what, medians[0], medians[1], medians[2]);
    return medians;
  }

  private static double time(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      long start = System.nanoTime();
      try (ResultSet rows = statement.executeQuery()) {
        assertTrue(rows.next());
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
