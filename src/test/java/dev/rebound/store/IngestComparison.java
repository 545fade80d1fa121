package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import dev.rebound.support.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.postgresql.PGConnection;

/**
 * Bulk input over HTTP beside the same statement run by one SQL session over a staged table, on the
 * same database and the same rows. The ways take turns, so that each meets tables of the same size;
 * each has an account of its own.
 */
public final class IngestComparison {
  private static final int ROUNDS = 6;
  private static final int ROWS = 100_000;
  private static final int BATCH = 500;
  private static final long YEAR = 365 * 86_400L;

  private static final String[] REASONS = {
    "550 5.1.1 <%s>: Recipient address rejected: User unknown in local recipient table",
    "550 5.1.1 The email account that you tried to reach does not exist. Please try again",
    "552 5.2.2 The email account that you tried to reach is over quota and inactive",
    "550 5.7.1 Message rejected due to content restrictions",
    "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints",
    "550 5.4.1 All recipient addresses rejected : Access denied"
  };
  private static final String STAGED =
      """
      CREATE TABLE staged (
        batch int, email text, occurred bigint, type text, reason text, status text, classification text,
        rule text, fingerprint uuid)
      """;
  private static final String INPUT =
      """
      SELECT s.email, s.occurred, s.type, s.reason, s.status, s.classification, s.rule, s.fingerprint
      FROM staged AS s
      WHERE s.batch BETWEEN $3::int AND $4::int
      """;
  private static final RawStatement SESSION =
      RawStatement.of(IngestStatements.counting(INPUT).replace("$11::text", "'api'"));

  private final Random random = new Random(20_260_401);

  /** Seconds of one way, the first round left out: it warms up. */
  private static final class Timer {
    private double seconds;
    private int rounds;

    void time(Runnable run) {
      long start = System.nanoTime();
      run.run();
      if (rounds++ > 0) {
        seconds += (System.nanoTime() - start) / 1e9;
      }
    }

    double rowsPerSecond() {
      return (ROUNDS - 1) * ROWS / seconds;
    }
  }

  private IngestComparison() {}

  /**
   * Rows a second.
   *
   * @param http NDJSON, one request a round
   * @param batches one SQL session, as many rows a statement as the service has
   * @param whole one SQL session, all rows in one statement
   */
  public record Rates(double http, double batches, double whole) {
    /** HTTP to the faster session. */
    public double ratio() {
      return http / Math.max(batches, whole);
    }

    @Override
    public String toString() {
      return "HTTP %,.0f rows/s; one SQL session, %d rows per statement %,.0f, %d rows %,.0f"
          .formatted(http, BATCH, batches, ROWS, whole);
    }
  }

  /**
   * @param api with a key of the root account
   */
  public static Rates measure(Api api, Connection connection) throws SQLException, IOException {
    return new IngestComparison().turns(api, connection);
  }

  private Rates turns(Api api, Connection connection) throws SQLException, IOException {
    Timer http = new Timer();
    Timer batches = new Timer();
    Timer whole = new Timer();
    account(connection, "first");
    long second = account(connection, "second");
    long third = account(connection, "third");
    Api first = api.with("Content-Type", "application/x-ndjson").with("on-behalf-of", "first");
    for (int round = 0; round < ROUNDS; round++) {
      List<BounceEvent> events = events(round);
      byte[] body = ndjson(events);
      stage(connection, events);
      http.time(() -> post(first, body));
      batches.time(() -> run(connection, second, BATCH));
      whole.time(() -> run(connection, third, ROWS));
    }
    return new Rates(http.rowsPerSecond(), batches.rowsPerSecond(), whole.rowsPerSecond());
  }

  private static void post(Api api, byte[] body) {
    HttpResponse<String> told =
        api.send(
            "POST",
            "/rebound/v1/bounces",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertEquals(200, told.statusCode(), told.body());
    assertTrue(told.body().endsWith("\"duplicates\":0,\"rejected\":[]}"), told.body());
  }

  /** Each statement commits, as in the service. */
  private static void run(Connection connection, long account, int rows) {
    int step = rows / BATCH;
    for (int batch = 0; batch < ROWS / BATCH; batch += step) {
      assertEquals(rows, SESSION.number(connection, account, 0, batch, batch + step - 1));
    }
  }

  private List<BounceEvent> events(int round) {
    List<BounceEvent> events = new ArrayList<>(ROWS);
    for (int i = 0; i < ROWS; i++) {
      events.add(event(round, i));
    }
    return events;
  }

  // A few large receivers and thousands of small ones, over a year, one address in ten again.
  private BounceEvent event(int round, int i) {
    double small = random.nextDouble();
    String domain =
        random.nextInt(2) == 0
            ? "big%d.example".formatted(i % 5)
            : "d%d.example".formatted((int) (20_000 * small * small * small));
    String email = "user%d.%d@%s".formatted(round, random.nextInt(10) == 0 ? i / 2 : i, domain);
    String reason = REASONS[random.nextInt(REASONS.length)].formatted(email);
    String status = reason.substring(4, 9);
    Verdict verdict = Classifier.standard().classify(reason, status);
    long at = 1_735_689_600 + (long) (random.nextDouble() * YEAR);
    BounceType type = i % 5 == 0 ? BounceType.BLOCKED : BounceType.BOUNCE;
    return new BounceEvent(new EmailAddress(email), at, type, reason, status, verdict);
  }

  private static byte[] ndjson(List<BounceEvent> events) {
    StringBuilder lines = new StringBuilder();
    for (BounceEvent event : events) {
      lines.append(
          "{\"email\":\"%s\",\"created\":%d,\"type\":\"%s\",\"reason\":\"%s\",\"status\":\"%s\"}%n"
              .formatted(
                  event.email().text(),
                  event.occurredAt(),
                  event.type().label(),
                  event.reason(),
                  event.status()));
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void stage(Connection connection, List<BounceEvent> events)
      throws SQLException, IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      BounceEvent event = events.get(i);
      rows.append(i / BATCH).append('\t');
      rows.append(event.email().text()).append('\t');
      rows.append(event.occurredAt()).append('\t');
      rows.append(event.type().label()).append('\t');
      rows.append(event.reason()).append('\t');
      rows.append(event.status()).append('\t');
      rows.append(event.verdict().classification().label()).append('\t');
      rows.append(event.verdict().rule()).append('\t');
      rows.append(event.fingerprint()).append('\n');
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS staged");
      statement.execute(STAGED);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY staged FROM STDIN",
              new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)));
      statement.execute("CREATE INDEX staged_batch ON staged (batch)");
      statement.execute("ANALYZE staged");
    }
  }

  private static long account(Connection connection, String name) throws SQLException {
    String sql = "INSERT INTO account (name, parent_id) VALUES ('%s', 1) RETURNING id";
    try (Statement statement = connection.createStatement();
        ResultSet created = statement.executeQuery(sql.formatted(name))) {
      created.next();
      return created.getLong(1);
    }
  }
}
