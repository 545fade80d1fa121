package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The totals of a year over one million and over ten million events: {@code mvn -Pscale verify}.
 * Takes minutes, and five gigabytes of disk.
 */
class TotalsScale {
  private static final int ROUNDS = 101;
  private static final double MOST_MILLIS = 5;
  private static final double MOST_RATIO = 1.3;

  private static final String EVENTS =
      """
      INSERT INTO bounce_event
        (account_id, occurred_at, fingerprint, email, type, reason, status, classification)
      SELECT %1$d, timestamptz '2025-01-01 00:00:00Z' + ((i - 1) * 31536000 / %2$d) * interval '1 second', md5(i::text)::uuid,
        'user' || i || '@' || CASE
          WHEN r < 0.35 THEN 'gmail.com'
          WHEN r < 0.5 THEN 'yahoo.com'
          WHEN r < 0.6 THEN 'outlook.com'
          ELSE 'd' || floor(20000 * r * r * r)::int || '.example' END,
        CASE WHEN i %% 5 = 0 THEN 'blocked' ELSE 'bounce' END,
        '550 5.1.1 The email account that you tried to reach does not exist', '5.1.1',
        (ARRAY['Invalid Address', 'Invalid Address', 'Invalid Address', 'Mailbox Unavailable', 'Content', 'Reputation',
          'Technical Failure', 'Unclassified', 'Frequency or Volume Too High'])[1 + (i * 7919 %% 9)]
      FROM (SELECT i, random() AS r FROM generate_series(1::bigint, %2$d) AS i) AS s
      """;

  private final OwnAccount small = new OwnAccount();
  private final OwnAccount large = new OwnAccount();

  @Test
  void aYearByClassCostsNoMoreOverTenMillionEventsThanOverOne() throws SQLException {
    try (Connection connection = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl())) {
      fill(connection);
      double[] byClass = compare(connection, TotalsStatements.BY_CLASS, null);
      double[] byDomain = compare(connection, TotalsStatements.BY_DOMAIN, "Invalid Address");
      print("a year by class", byClass);
      print("a year by domain, first 10,000", byDomain);
      assertTrue(byClass[1] <= MOST_MILLIS, "ms over ten million: " + byClass[1]);
      assertTrue(byClass[1] / byClass[0] <= MOST_RATIO, "ratio: " + byClass[1] / byClass[0]);
    }
  }

  private void fill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(EVENTS.formatted(small.id(), 1_000_000));
      statement.execute(EVENTS.formatted(large.id(), 10_000_000));
    }
    small.verify(true);
    large.verify(true);
    assertTrue(large.verify(false).isClean());
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE) bounce_day, domain_day");
    }
  }

  /** Medians in milliseconds, small and large, the two measured in turn. */
  private double[] compare(Connection connection, String sql, String classification)
      throws SQLException {
    // Named for the client; for JDBC the same with question marks, in the order of their first use.
    String jdbc = sql.replaceAll("\\$[0-9]::", "?::");
    double[][] times = new double[2][ROUNDS];
    try (PreparedStatement statement = connection.prepareStatement(jdbc)) {
      for (int round = 0; round < ROUNDS; round++) {
        times[0][round] = time(statement, small.id(), classification);
        times[1][round] = time(statement, large.id(), classification);
      }
    }
    Arrays.stream(times).forEach(Arrays::sort);
    return new double[] {times[0][ROUNDS / 2], times[1][ROUNDS / 2]};
  }

  private static double time(PreparedStatement statement, long account, String classification)
      throws SQLException {
    int at = 1;
    statement.setLong(at++, account);
    if (classification != null) {
      statement.setString(at++, classification);
    }
    statement.setDate(at++, Date.valueOf("2025-01-01"));
    statement.setDate(at++, Date.valueOf("2025-12-31"));
    statement.setLong(at, Totals.PAGE_SIZE + 1);
    long start = System.nanoTime();
    int rows;
    // One row with an array of all days.
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      rows = ((Object[]) result.getArray(1).getArray()).length;
    }
    double millis = (System.nanoTime() - start) / 1e6;
    assertEquals(classification == null ? 365 * 7 : Totals.PAGE_SIZE + 1, rows);
    return millis;
  }

  private static void print(String what, double[] medians) {
    System.out.printf(
        "%s: %.2f ms over 1,000,000 events, %.2f ms over 10,000,000, ratio %.2f%n",
        what, medians[0], medians[1], medians[1] / medians[0]);
  }
}
