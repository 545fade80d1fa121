package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rebound.embedded.TestPostgres;
import dev.rebound.support.Commands;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures to start. Each exits with code 1 and prints one line, without a stack trace. */
@Timeout(180)
class StartIT {
  @ParameterizedTest
  @CsvSource({
    "REBOUND_HTTP_PORT, http, rebound.http.port must be a number from 0 to 65535",
    "REBOUND_CLASSIFY_RULES, /nonexistent, rebound.classify.rules: cannot read /nonexistent",
  })
  void aWrongSettingIsReportedBeforeTheDataFolderIsCreated(
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
  void withoutATerminalEachLogLineIsAJsonObject() {
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
  void aDataFolderOfAnotherVersionIsReported() throws IOException {
    Path other = Files.createTempDirectory("rebound-version");
    TestPostgres.linkPrograms(other);
    Files.createDirectories(other.resolve("db"));
    Files.writeString(other.resolve("db/PG_VERSION"), "12\n");
    assertFails("12", Map.of("REBOUND_DATA_DIR", other.toString()), "serve");
    TestDatabase.delete(other);
  }

  private static void assertFails(String cause, Map<String, String> settings, String... arguments) {
    Commands.packaged(settings).assertFails(cause, arguments);
  }
}
