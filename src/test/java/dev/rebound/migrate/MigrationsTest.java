package dev.rebound.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.support.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  private static final String PASSWORD = "hunter2";

  private final DatabaseUrl url = DatabaseUrl.parse(TestDatabase.create());

  @BeforeEach
  void createRole() throws SQLException {
    Sql.run(url, "CREATE ROLE joe LOGIN PASSWORD '" + PASSWORD + "'");
  }

  @AfterEach
  void dropRole() throws SQLException {
    Sql.run(url, "DROP ROLE joe");
  }

  @Test
  void appliesThePackagedMigrationsOnce() throws SQLException {
    assumeTrue(Migrations.class.getResource("/db/migration") != null, "there are none");
    Migrations.migrate(url);
    String applied = Sql.ask(url, "SELECT count(*) FROM flyway_schema_history");
    Migrations.migrate(url);
    assertEquals(applied, Sql.ask(url, "SELECT count(*) FROM flyway_schema_history"));
  }

  @Test
  void letsInstancesThatStartAtOnceWaitForEachOther() throws Exception {
    CompletableFuture<Void> one = CompletableFuture.runAsync(() -> migrate(url, "slow"));
    CompletableFuture<Void> two = CompletableFuture.runAsync(() -> migrate(url, "slow"));
    CompletableFuture.allOf(one, two).get(30, TimeUnit.SECONDS);
    assertEquals("1", Sql.ask(url, "SELECT count(*) FROM flyway_schema_history"));
  }

  @Test
  void letsAnOlderBuildWorkOnANewerSchema() throws SQLException {
    migrate(url, "second");
    migrate(url, "first");
    assertEquals("002", Sql.ask(url, "SELECT max(version) FROM flyway_schema_history"));
  }

  @Test
  void refusesASchemaMadeByAnotherVersionOfAMigration() throws SQLException {
    migrate(url, "first");
    assertEquals(
        "the schema of database \"%s\" does not match this build: migration 001 was changed after it"
                .formatted(url.database())
            + " was applied; run the build that created it, or restore a backup",
        refusal(url, "changed"));
  }

  @Test
  void saysWhichMigrationFailedAndLeavesTheSchemaAsItWas() throws SQLException {
    String refusal = refusal(url, "broken");
    assertTrue(refusal.contains("V002__two.sql"), refusal);
    assertTrue(refusal.contains("duplicate key value"), refusal);
    assertTrue(refusal.contains("(SQLSTATE 23505)"), refusal);
    assertFalse(refusal.contains("(id)=(1)"), "no values of rows: " + refusal);
    assertNull(Sql.ask(url, "SELECT to_regclass('two')"));
    migrate(url, "second");
  }

  @Test
  void leavesADatabaseOfSomebodyElseAlone() throws SQLException {
    Sql.run(url, "CREATE TABLE theirs (id int)");
    String refusal = refusal(url, "first");
    assertTrue(refusal.contains("holds tables that are not Rebound's"), refusal);
  }

  @Test
  void saysWhatAUserMustBeAllowed() throws SQLException {
    migrate(url, "first");
    String refusal = refusal(Sql.login(url, "joe", PASSWORD), "second");
    assertTrue(refusal.contains("permission denied for table flyway_schema_history"), refusal);
    assertTrue(refusal.contains("user \"joe\" must own the database"), refusal);
  }

  @Test
  void saysThatThePasswordIsWrong() {
    assertEquals(
        "PostgreSQL at %s rejects the password of user \"joe\": correct REBOUND_DATABASE_URL"
            .formatted(url.address()),
        refusal(Sql.login(url, "joe", PASSWORD + "x"), "first"));
  }

  @Test
  void saysThatThereIsNoSuchDatabase() {
    assertEquals(
        "PostgreSQL at %s has no database \"nowhere\": create it or correct REBOUND_DATABASE_URL"
            .formatted(url.address()),
        refusal(Sql.database(url, "nowhere"), "first"));
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    assertEquals(
        "PostgreSQL at 127.0.0.1:%d cannot be reached (Connection refused):".formatted(port)
            + " start it or correct REBOUND_DATABASE_URL",
        refusal(DatabaseUrl.parse("postgresql://u:hunter2@127.0.0.1:" + port + "/b"), "first"));
  }

  @Test
  void wantsAServerThatIsNewEnough() {
    Migrations.requireVersion(15, "15.0");
    SetupException e =
        assertThrows(
            SetupException.class,
            () -> Migrations.requireVersion(14, "14.3 (Debian 14.3-1.pgdg110+1)"));
    assertEquals("PostgreSQL 15 or newer is required, this is 14.3", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
  void refusesADatabaseWithAnotherEncoding(String encoding) throws SQLException {
    String name = "encoded_" + encoding.toLowerCase(Locale.ROOT);
    Sql.run(
        url,
        "CREATE DATABASE %s ENCODING '%s' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
            .formatted(name, encoding));
    assertEquals(
        ("database \"%s\" has the encoding %s: create one with ENCODING 'UTF8' TEMPLATE template0,"
                + " or correct REBOUND_DATABASE_URL")
            .formatted(name, encoding),
        refusal(Sql.database(url, name), "first"));
    Sql.run(url, "DROP DATABASE " + name);
  }

  private static void migrate(DatabaseUrl url, String migrations) {
    Migrations.migrate(url, "classpath:dev/rebound/migrate/" + migrations);
  }

  private static String refusal(DatabaseUrl url, String migrations) {
    SetupException e = assertThrows(SetupException.class, () -> migrate(url, migrations));
    assertFalse(e.getMessage().contains(PASSWORD), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    return e.getMessage();
  }
}
