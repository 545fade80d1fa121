package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The start, and failures to start: each prints one line, exits with code 1, and has no stack
 * trace.
 */
@Timeout(180)
class StartIT {
  private static Path dataDir;
  private static Path jsonFile;
  private static ServiceProcess service;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    dataDir = Files.createTempDirectory("rebound-start");
    jsonFile = Files.createTempFile("bounces", ".json");
    service = ServiceProcess.start(embedded());
    api = service.api();
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
    TestDatabase.delete(dataDir);
    Files.delete(jsonFile);
  }

  private static Map<String, String> embedded() {
    return Map.of("REBOUND_DATA_DIR", dataDir.toString());
  }

  @Test
  void theFirstStartPrintsAKeyAndKeepsItForItsOwnerOnly() throws IOException {
    Path file = dataDir.resolve("api-key");
    assertEquals(api.key(), Files.readString(file).strip());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(api.key().matches("SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"));
    assertEquals(200, api.get("/v3/scopes").statusCode());
  }

  @Test
  void aRehearsalRunsAServiceOfItsOwnAndLeavesNothing(@TempDir Path temporary) {
    Map<String, String> settings =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary, "REBOUND_DATA_DIR", "/dev/null");
    Outcome rehearsed = ServiceProcess.run(settings, "rehearse");
    assertEquals(0, rehearsed.exitCode(), rehearsed.errors());
    assertEquals("Rehearsed.\n", rehearsed.output());
    assertEquals(List.of(), rehearsals(temporary));
  }

  private static List<String> rehearsals(Path folder) {
    String[] names = folder.toFile().list((dir, name) -> name.startsWith("rebound"));
    return List.of(names);
  }

  @Test
  void commandsWorkBesideTheRunningServiceOnItsEmbeddedDatabase() throws IOException {
    assertSucceeds("account", "create", "shop", "--external-id", "42");
    assertTrue(assertSucceeds("account", "list").output().contains("shop"));
    String key =
        assertSucceeds("key", "create", "--account", "shop", "--scope", "suppression.bounces.read")
            .output()
            .strip();
    Files.writeString(
        jsonFile,
        "{\"email\":\"a@example.com\"}\n{\"email\":\"nobody\"}\n{\"email\":\"b@example.com\"}\n");
    Outcome imported = assertSucceeds("import", "--account", "shop", jsonFile.toString());
    assertEquals("2 added, 0 updated, 0 duplicates, 1 rejected\n", imported.output());
    assertTrue(imported.errors().contains("row 1: email"), imported.errors());
    Api shop = service.api(key);
    assertTrue(shop.get("/v3/suppression/bounces").body().contains("a@example.com"));
    assertEquals(403, shop.delete("/v3/suppression/bounces/a@example.com").statusCode());
    assertEquals(
        shop.get("/v3/suppression/bounces").body(),
        api.with("on-behalf-of", "account-id 42").get("/v3/suppression/bounces").body());
    String id = key.split("\\.")[1];
    assertTrue(assertSucceeds("key", "list").output().contains(id));
    assertSucceeds("key", "revoke", id);
    assertFails("no working key has this id", embedded(), "key", "revoke", id);
    assertFails("taken", embedded(), "account", "create", "shop");
    assertFails(
        "there is no account nobody",
        embedded(),
        "import",
        "--account",
        "nobody",
        jsonFile.toString());
    assertFails("no such file", embedded(), "import", "/nonexistent");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {
          "serve", "migrate", "import", "mirror", "account", "key", "webhook", "verify"
        }) {
      assertTrue(
          assertSucceeds(command, "--help").output().startsWith("Usage: rebound " + command));
    }
    assertTrue(assertSucceeds("key", "create", "--help").output().contains("--scope"));
  }

  @Test
  void verifyWorksBesideTheRunningService() {
    api.ingest("{\"email\":\"counted@example.com\"}");
    assertTrue(assertSucceeds("verify").output().contains("correct"));
    assertTrue(assertSucceeds("verify", "--repair").output().contains("correct"));
  }

  @ParameterizedTest
  @CsvSource({
    "REBOUND_HTTP_PORT, http, rebound.http.port must be a number from 0 to 65535",
    "REBOUND_CLASSIFY_RULES, /nonexistent, rebound.classify.rules: cannot read /nonexistent",
  })
  void aWrongSettingIsReportedBeforeAnythingStarts(
      String variable, String value, String message, @TempDir Path temporary) {
    Path dataDir = temporary.resolve("data");
    Map<String, String> settings = Map.of("REBOUND_DATA_DIR", dataDir.toString(), variable, value);
    assertFails(message, settings, "serve");
    assertFalse(Files.exists(dataDir));
  }

  @Test
  void migrateMigratesAndExits() {
    Map<String, String> given = Map.of("REBOUND_DATABASE_URL", TestDatabase.create());
    assertEquals(0, ServiceProcess.run(given, "migrate").exitCode());
    assertEquals(0, ServiceProcess.run(given, "migrate").exitCode());
  }

  @Test
  void theLogIsOneJsonObjectALineWithoutATerminal() {
    Map<String, String> given =
        Map.of("REBOUND_DATABASE_URL", TestDatabase.create(), "REBOUND_LOG_FORMAT", "auto");
    List<String> lines = ServiceProcess.run(given, "migrate").errors().lines().toList();
    assertFalse(lines.isEmpty());
    lines.forEach(line -> assertEquals("INFO", new JsonObject(line).getString("level"), line));
  }

  @Test
  void aPortInUseIsReported() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Map<String, String> given =
          Map.of("REBOUND_DATABASE_URL", TestDatabase.create(), "REBOUND_HTTP_PORT", port);
      assertFails("127.0.0.1:" + port, given, "serve");
    }
  }

  @Test
  void aWrongPasswordIsReported() {
    String url = TestDatabase.create().replaceFirst("://([^:]+):[^@]*@", "://$1:wrong@");
    assertFails("password", Map.of("REBOUND_DATABASE_URL", url), "serve");
  }

  @Test
  void anUnreachableDatabaseIsReported() {
    assertFails(
        "127.0.0.1:1", Map.of("REBOUND_DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c"), "serve");
  }

  @Test
  void anUnknownSettingIsReported() {
    assertFails("rebound.htpp.port", Map.of("REBOUND_HTPP_PORT", "1"), "serve");
  }

  @Test
  void aDataFolderInUseIsReported() {
    assertFails("in use", embedded(), "serve");
  }

  @Test
  void aDataFolderOfAnotherVersionIsReported() throws IOException {
    Path other = Files.createTempDirectory("rebound-version");
    Files.createDirectories(other.resolve("db"));
    Files.writeString(other.resolve("db/PG_VERSION"), "12\n");
    assertFails("12", Map.of("REBOUND_DATA_DIR", other.toString()), "serve");
    TestDatabase.delete(other);
  }

  private static Outcome assertSucceeds(String... arguments) {
    Outcome outcome = ServiceProcess.run(embedded(), arguments);
    assertEquals(0, outcome.exitCode(), outcome.errors());
    return outcome;
  }

  private static void assertFails(
      String because, Map<String, String> settings, String... arguments) {
    Outcome outcome = ServiceProcess.run(settings, arguments);
    assertEquals(1, outcome.exitCode(), outcome.output() + outcome.errors());
    List<String> lines = outcome.errors().lines().filter(line -> !line.contains(" INFO ")).toList();
    assertEquals(1, lines.size(), outcome.errors());
    assertTrue(lines.get(0).startsWith("rebound: "), outcome.errors());
    assertTrue(lines.get(0).contains(because), outcome.errors());
  }
}
