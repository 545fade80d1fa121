package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TlsServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each {@code sslmode} against each kind of server, over both drivers. */
@Timeout(60)
@ExtendWith(VertxExtension.class)
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it needs a server with TLS")
class TlsTest {
  private static final String IS_TLS =
      "SELECT CASE WHEN ssl THEN 'TLS' ELSE 'plain' END FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
  private static final String REFUSED = "refused";
  private static final String PASSWORD = "hunter2";
  private static final Lane.Limits LIMITS =
      new Lane.Limits(
          "test", 1, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(10), Lane.Plans.PREPARED);

  @TempDir static Path folder;
  private static DatabaseUrl database;
  private static TlsServer server;
  private static Vertx vertx;

  @BeforeAll
  static void start(Vertx injected) throws Exception {
    vertx = injected;
    String url = TestDatabase.create();
    database = DatabaseUrl.parse(url);
    server = TlsServer.start(url, folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // mode,     its host and CA, another host, another CA, a server without TLS
    "disable,     plain, plain,   plain,   plain",
    "allow,       plain, plain,   plain,   plain",
    "prefer,      TLS,   TLS,     TLS,     plain",
    "require,     TLS,   TLS,     TLS,     refused",
    "verify-ca,   TLS,   TLS,     refused, refused",
    "verify-full, TLS,   refused, refused, refused",
  })
  void eachModeTakesWhatItPromises(
      String mode, String rightServer, String otherHost, String otherCa, String noTls)
      throws SQLException {
    String query = "?sslmode=" + mode + "&sslrootcert=";
    assertBoth(rightServer, "localhost", query + server.authority());
    assertBoth(otherHost, "127.0.0.1", query + server.authority());
    assertBoth(otherCa, "localhost", query + server.otherAuthority());
    server.speakTls(false);
    try {
      assertBoth(noTls, "localhost", query + server.authority());
    } finally {
      server.speakTls(true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify-ca", "verify-full"})
  void withoutARootCertificateItIsJavasAuthoritiesThatAreTrusted(String mode) {
    assertBoth(REFUSED, "localhost", "?sslmode=" + mode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "verify-full"})
  void aServerWithoutTlsIsNotToldUserOrPassword(String mode) {
    Buffer heard = Buffer.buffer();
    NetServer refuses =
        vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        bytes -> {
                          heard.appendBuffer(bytes);
                          socket.write("N");
                        }))
            .listen(0, "127.0.0.1")
            .await();
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://joe:%s@localhost:%d/db?sslmode=%s"
                .formatted(PASSWORD, refuses.actualPort(), mode));
    assertEquals(REFUSED, byJdbc(url));
    assertEquals(REFUSED, byTheStore(url));
    refuses.close().await();
    // The question for TLS is 8 bytes long, and all that either driver said.
    assertEquals(2 * 8, heard.length(), () -> heard.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void aClientCertificateLogsIn(String name) {
    DatabaseUrl url = certified("verify-full", name);
    assertEquals("TLS", byJdbc(url));
    assertEquals("TLS", byTheStore(url));
  }

  @Test
  void aLoginByCertificateNeedsAKnownOne() {
    DatabaseUrl unknown = certified("verify-full", "stranger");
    assertThrows(SetupException.class, unknown::connect);
    assertEquals(REFUSED, byTheStore(unknown));
    DatabaseUrl none = DatabaseUrl.parse(unknown.text().replaceFirst("&sslcert=.*", ""));
    assertThrows(SetupException.class, none::connect);
    assertEquals(REFUSED, byTheStore(none));
  }

  private static DatabaseUrl certified(String mode, String name) {
    return DatabaseUrl.parse(
        "postgresql://%s@localhost:%d/%s?sslmode=%s&sslrootcert=%s&sslcert=%s&sslkey=%s"
            .formatted(
                TlsServer.CERTIFIED_USER,
                database.hosts().get(0).port(),
                database.database(),
                mode,
                server.authority(),
                folder.resolve(name + ".pem"),
                folder.resolve(name + ".key")));
  }

  private static void assertBoth(String expected, String host, String query) {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://%s:%s@%s:%d/%s%s"
                .formatted(
                    database.user(),
                    database.password(),
                    host,
                    database.hosts().get(0).port(),
                    database.database(),
                    query));
    assertAll(
        url.toString(),
        () -> assertEquals(expected, byJdbc(url), "migrations"),
        () -> assertEquals(expected, byTheStore(url), "the store"));
  }

  private static String byJdbc(DatabaseUrl url) {
    try (Connection connection = url.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(IS_TLS)) {
      rows.next();
      return rows.getString(1);
    } catch (SetupException e) {
      assertTrue(e.getMessage().contains("sslmode=" + url.sslMode().value), e.getMessage());
      assertFalse(e.getMessage().contains(url.password()), e.getMessage());
      return REFUSED;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String byTheStore(DatabaseUrl url) {
    StoreOptions.Servers servers =
        new StoreOptions.Servers(
            List.of(url.text()),
            url.sslRootCert(),
            url.sslClient()
                .map(files -> new StoreOptions.ClientCertificate(files.certificate(), files.key())),
            false,
            false);
    Lane lane =
        Lane.pooled(vertx, PrimarySelector.toPrimary(vertx, servers), LIMITS, NoMeters.LANE);
    try {
      return lane.run(IS_TLS, Tuple.tuple()).await().iterator().next().getString(0);
    } catch (UnavailableException e) {
      assertFalse(
          !url.password().isEmpty() && String.valueOf(e.getMessage()).contains(url.password()),
          e.getMessage());
      return REFUSED;
    } finally {
      lane.close().await();
    }
  }
}
