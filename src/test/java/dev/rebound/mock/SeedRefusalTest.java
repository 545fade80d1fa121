package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not seeded, and what is not seeded to its end. No test here seeds anything. */
@Timeout(120)
class SeedRefusalTest {
  private static final String SEED = "/mock/seed";
  private static final String RESET = "/mock/reset";
  private static final String RUNNING = "{\"error\":\"another seed or reset is running\"}\n";
  private static final String NEVER_SEEDED = "{\"error\":\"no seed has run yet\"}\n";
  private static final String WAITERS =
      """
      SELECT count(*)
      FROM pg_locks
      WHERE NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  // The store's own connections have longer names.
  private static final String END_OTHERS =
      """
      SELECT count(pg_terminate_backend(pid))
      FROM pg_stat_activity
      WHERE datname = current_database()
        AND application_name = 'rebound'
        AND pid <> pg_backend_pid()
      """;

  private static TestService service;
  private static Api controls;

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of("REBOUND_MODE", "mock"));
    controls = new Api(service.adminUrl(), null);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|rows is required",
        "{}|rows is required",
        "[]|the body must be a JSON object",
        "{\"rows\":0}|rows must be a whole number from 1 to 100000000",
        "{\"rows\":100000001}|rows must be a whole number from 1 to 100000000",
        "{\"rows\":-1e18}|rows must be a whole number from 1 to 100000000",
        "{\"rows\":1000.5}|rows must be a whole number from 1 to 100000000",
        "{\"rows\":1e400}|rows must be a whole number from 1 to 100000000",
        "{\"rows\":\"10m\"}|rows must be a whole number from 1 to 100000000",
        "null|the body must be a JSON object",
        "{\"rows\":null}|rows is required",
        "{\"rows\":1000,\"seed\":9223372036854775808}|seed must be a whole number from"
            + " -9223372036854775808 to 9223372036854775807",
        "{\"rows\":1000,\"accounts\":0}|accounts must be a whole number from 1 to 10000",
        "{\"rows\":1000,\"accounts\":4294967297}|accounts must be a whole number from 1 to 10000",
        "{\"rows\":1000,\"days\":3651}|days must be a whole number from 1 to 3650",
        "{\"rows\":1000,\"until\":\"tomorrow\"}|until must be a day such as 2026-01-01",
        "{\"rows\":1000,\"until\":20260101}|until must be a day such as 2026-01-01",
        "{\"rows\":1000,\"until\":\"1970-01-02\"}|"
            + "until must be a day from 1971-01-01 to 9999-12-31",
        "{\"rows\":1000,\"keys\":\"yes\"}|keys must be true or false",
        "{\"rows\":1000,\"key\":true}|key is unknown;"
            + " the fields are rows, seed, accounts, days, until, keys"
      })
  void whatCannotBeSeededIsToldWhy(String body, String why) {
    HttpResponse<String> answer = controls.post(SEED, body);
    assertEquals(400, answer.statusCode(), answer.body());
    assertEquals("{\"error\":\"" + why + "\"}\n", answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"to\":1}", "{\"to\":\"Seed\"}", "{\"to\":\"empty\",\"x\":1}"})
  void aResetIsToEmptyOrToTheSeed(String body) {
    HttpResponse<String> answer = controls.post(RESET, body);
    assertEquals(400, answer.statusCode());
    assertEquals("{\"error\":\"to must be empty or seed\"}\n", answer.body());
  }

  @Test
  void beforeTheFirstSeedThereIsNothingToResetTo() {
    HttpResponse<String> answer = controls.post(RESET, "{\"to\":\"seed\"}");
    assertEquals(409, answer.statusCode());
    assertEquals(NEVER_SEEDED, answer.body());
  }

  @Test
  void aServiceThatStoresHasNoSuchControls() {
    Api admin = new Api(TestService.shared().adminUrl(), null);
    assertEquals(404, admin.post(SEED, "{\"rows\":1000}").statusCode());
    assertEquals(404, admin.post(RESET, "{\"to\":\"empty\"}").statusCode());
  }

  @Test
  void oneSeedOrResetRunsAtATime() throws Exception {
    try (Connection beside = reader()) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> controls.post(RESET, "{\"to\":\"empty\"}"));
      awaitWaiters(beside, 1);
      for (String to : new String[] {"empty", "seed"}) {
        HttpResponse<String> second = controls.post(RESET, "{\"to\":\"" + to + "\"}");
        assertEquals(409, second.statusCode());
        assertEquals(RUNNING, second.body());
      }
      HttpResponse<String> second = controls.post(SEED, "{\"rows\":1000}");
      assertEquals(409, second.statusCode());
      assertEquals(RUNNING, second.body());
      beside.commit();
      assertEquals(204, first.join().statusCode());
    }
  }

  @Test
  void aClientThatGoesAwayBeforeTheFirstRowEndsItsSeed() throws Exception {
    try (Connection beside = reader()) {
      Socket client = post("{\"rows\":1000}");
      awaitWaiters(beside, 1);
      // A reset. The end of the sending side alone leaves the client its response.
      client.setSoLinger(true, 0);
      client.close();
      // The seed would wait ten seconds for its lock.
      awaitWaiters(beside, 0);
    }
    assertNothingCameOfIt();
  }

  @Test
  void aClientThatGoesAwayInTheMiddleEndsItsSeed() throws Exception {
    try (Socket client = post("{\"rows\":1000000}")) {
      readToProgress(client);
    }
    assertNothingCameOfIt();
  }

  @Test
  void aDatabaseThatFailsBeforeTheFirstRowIsToldAsUnavailable() throws Exception {
    try (Connection beside = reader()) {
      CompletableFuture<HttpResponse<String>> seed =
          CompletableFuture.supplyAsync(() -> controls.post(SEED, "{\"rows\":1000}"));
      awaitWaiters(beside, 1);
      endOthers(beside);
      assertEquals(503, seed.join().statusCode());
      assertTrue(seed.join().body().startsWith("{\"error\":\"PostgreSQL at "), seed.join().body());
    }
    assertNothingCameOfIt();
  }

  @Test
  void aDatabaseThatFailsInTheMiddleIsToldInTheLastLineOfAnAnswerThatIsCut() throws Exception {
    try (Connection beside = TestDatabase.connect(service.databaseUrl());
        Socket client = post("{\"rows\":1000000}")) {
      BufferedReader answer = readToProgress(client);
      endOthers(beside);
      List<String> rest = answer.lines().toList();
      List<String> told = rest.stream().filter(line -> line.startsWith("{\"error\":")).toList();
      assertEquals(1, told.size(), rest.toString());
      // The chunk of no bytes, which ends an answer, is missing.
      assertTrue(!rest.contains("0"), rest.toString());
    }
    assertNothingCameOfIt();
  }

  /** Ends the connections of all seeds. */
  private static void endOthers(Connection connection) throws SQLException {
    number(connection, END_OTHERS);
  }

  private static BufferedReader readToProgress(Socket client) throws IOException {
    BufferedReader answer = new BufferedReader(new InputStreamReader(client.getInputStream()));
    String line = answer.readLine();
    while (!line.startsWith("{\"rows\":")) {
      line = answer.readLine();
    }
    return answer;
  }

  /** Waits until the seed has ended. */
  private static void assertNothingCameOfIt() throws SQLException {
    HttpResponse<String> answer = controls.post(RESET, "{\"to\":\"seed\"}");
    while (answer.body().equals(RUNNING)) {
      Thread.onSpinWait();
      answer = controls.post(RESET, "{\"to\":\"seed\"}");
    }
    assertEquals(NEVER_SEEDED, answer.body());
    try (Connection connection = TestDatabase.connect(service.databaseUrl())) {
      assertEquals(0, number(connection, "SELECT count(*) FROM bounce"));
      assertEquals(0, number(connection, "SELECT count(*) FROM bounce_event"));
    }
  }

  /** Sends a seed's request, and leaves its answer to be read. */
  private static Socket post(String body) throws IOException {
    URI url = URI.create(service.adminUrl());
    Socket socket = new Socket(url.getHost(), url.getPort());
    String request = "POST " + SEED + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length();
    socket.getOutputStream().write((request + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** In the midst of a transaction that has read from the list. */
  private static Connection reader() throws SQLException {
    Connection connection = TestDatabase.connect(service.databaseUrl());
    connection.setAutoCommit(false);
    number(connection, "SELECT count(*) FROM bounce");
    return connection;
  }

  private static void awaitWaiters(Connection connection, long count) throws SQLException {
    while (number(connection, WAITERS) != count) {
      Thread.onSpinWait();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }
}
