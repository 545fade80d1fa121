package dev.rebound.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.SetupException;
import dev.rebound.migrate.Sql;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One cluster for all: each test finds it running, and leaves it running. */
class EmbeddedDatabaseTest {
  @TempDir static Path temp;

  private static DataFolder folder;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() throws SQLException {
    folder = DataFolder.open(temp.resolve("my data"));
    TestPostgres.linkPrograms(folder.root());
    database = EmbeddedDatabase.start(folder.root());
    Sql.run(url(), "CREATE TABLE kept (email text PRIMARY KEY)");
    Sql.run(url(), "INSERT INTO kept VALUES ('ada@example.com')");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void asksForAPasswordByScram() throws SQLException {
    String others = "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'";
    assertEquals("0", Sql.ask(url(), others));
    DatabaseUrl wrong = Sql.login(url(), url().user(), "wrong");
    SQLException e = assertThrows(SQLException.class, () -> Sql.ask(wrong, "SELECT 1"));
    assertEquals("28P01", e.getSQLState());
  }

  @Test
  void keepsThePasswordForItsUserOnly() throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.password())));
    assertEquals(url().password(), Files.readString(folder.password()).strip());
    assertFalse(database.toString().contains(url().password()));
  }

  @ParameterizedTest
  @CsvSource({
    "fsync,                  on",
    "full_page_writes,       on",
    "synchronous_commit,     on",
    "data_checksums,         on",
    "listen_addresses,       127.0.0.1",
    "unix_socket_directories, ''",
    "server_encoding,        UTF8",
    "log_timezone,           UTC",
    "shared_buffers,         256MB",
  })
  void isDurableAndClosedToOthers(String setting, String value) throws SQLException {
    assertEquals(value, Sql.ask(url(), "SHOW " + setting));
  }

  @Test
  void bringsTheExtensionsThatTheSchemaNeeds() throws SQLException {
    Sql.run(url(), "CREATE EXTENSION pg_trgm");
    assertEquals("{\"  a\",\" ab\",\"ab \"}", Sql.ask(url(), "SELECT show_trgm('ab')"));
  }

  @Test
  void keepsAddressesOutOfItsLogs() throws Exception {
    Stream.of(
            "INSERT INTO kept VALUES ('ada@example.com')",
            "SELECT 'ada@example.com'::bigint",
            "SELECT ada@example.com")
        .forEach(sql -> assertThrows(SQLException.class, () -> Sql.run(url(), sql)));
    try (Stream<Path> logs = Files.list(folder.logs())) {
      for (Path log : logs.toList()) {
        assertFalse(Files.readString(log).contains("example.com"), log.toString());
      }
    }
  }

  @Test
  void refusesASecondOwner() {
    SetupException e =
        assertThrows(
            SetupException.class, () -> EmbeddedDatabase.start(folder.root(), Duration.ZERO));
    assertTrue(e.getMessage().contains("in use by another Rebound (process "), e.getMessage());
    assertTrue(e.getMessage().endsWith("stop it or set REBOUND_DATA_DIR"), e.getMessage());
  }

  @Test
  void letsAShortCommandUseItAndRunsOn() throws SQLException {
    try (EmbeddedDatabase guest = EmbeddedDatabase.startOrShare(folder.root())) {
      assertEquals(url(), guest.url());
    }
    assertKept();
  }

  @Test
  void isOwnedByAShortCommandWhereNobodyElseDoes() throws Exception {
    database.close();
    try (EmbeddedDatabase command = EmbeddedDatabase.startOrShare(folder.root())) {
      assertEquals("1", Sql.ask(command.url(), "SELECT count(*) FROM kept"));
    }
    assertTrue(Postmaster.read(folder.cluster()).isEmpty(), "the command stopped what it started");
    database = EmbeddedDatabase.start(folder.root());
    assertKept();
  }

  @Test
  void startsAKilledServerAgainOnTheSamePort() throws Exception {
    Postmaster killed = kill();
    Postmaster healed = awaitOtherThan(killed);
    assertEquals(killed.port(), healed.port());
    assertKept();
  }

  @Test
  void isTakenOverWhenItOutlivesItsOwner() throws Exception {
    Postmaster before = postmaster();
    database.abandon();
    database = EmbeddedDatabase.start(folder.root());
    assertEquals(before, postmaster());
    assertKept();
  }

  @Test
  void recoversWhenItWasKilledTogetherWithItsOwner() throws Exception {
    Sql.run(url(), "CREATE TABLE late (id int)", "INSERT INTO late VALUES (1)");
    database.abandon();
    kill();
    database = EmbeddedDatabase.start(folder.root());
    assertEquals("1", Sql.ask(url(), "SELECT id FROM late"));
    assertKept();
  }

  @Test
  void closesOnceAndForAll() throws Exception {
    EmbeddedDatabase first = database;
    first.close();
    database = EmbeddedDatabase.start(folder.root());
    first.close();
    assertKept();
  }

  /** In a container the same few numbers go round: the server's may be a thread's of ours. */
  @Test
  void startsWhenTheProcessNumberOfADeadServerWentToAnother() throws Exception {
    database.close();
    long other = ProcessHandle.current().pid();
    Files.writeString(
        Postmaster.file(folder.cluster()),
        "%d\n%s\n1\n5432\n\n127.0.0.1\n".formatted(other, folder.cluster()));
    database = EmbeddedDatabase.start(folder.root());
    assertNotEquals(other, postmaster().pid());
    assertKept();
  }

  @Test
  void startsOnWhatAKillLeavesHalfDone() throws Exception {
    database.close();
    Files.createFile(Postmaster.file(folder.cluster()));
    Path half = Files.createDirectories(folder.createTemporary().resolve("base/1"));
    Files.createFile(half.resolve("PG_VERSION"));
    database = EmbeddedDatabase.start(folder.root());
    assertKept();
    assertFalse(Files.exists(half.getParent().getParent()));
  }

  @Test
  void refusesAClusterOfAnotherVersion() throws Exception {
    database.close();
    Path version = folder.cluster().resolve("PG_VERSION");
    String ours = Files.readString(version);
    Files.writeString(version, "17\n");
    SetupException e =
        assertThrows(SetupException.class, () -> EmbeddedDatabase.start(folder.root()));
    Files.writeString(version, ours);
    database = EmbeddedDatabase.start(folder.root());
    assertTrue(e.getMessage().contains("was created by PostgreSQL 17, this build includes 18"));
    assertTrue(e.getMessage().contains("REBOUND_DATABASE_URL"));
    assertKept();
  }

  @Test
  void refusesAClusterWithoutItsPassword() throws Exception {
    database.close();
    Path away = Files.move(folder.password(), folder.root().resolve("away"));
    SetupException e =
        assertThrows(SetupException.class, () -> EmbeddedDatabase.start(folder.root()));
    Files.move(away, folder.password());
    database = EmbeddedDatabase.start(folder.root());
    assertTrue(e.getMessage().contains("restore the file " + folder.password()), e.getMessage());
    assertKept();
  }

  @Test
  void saysWhyTheServerDoesNotStart() throws Exception {
    database.close();
    Path settings = folder.cluster().resolve("postgresql.auto.conf");
    String ours = Files.readString(settings);
    Files.writeString(settings, "no_such_setting = 1\n");
    SetupException e =
        assertThrows(SetupException.class, () -> EmbeddedDatabase.start(folder.root()));
    Files.writeString(settings, ours);
    database = EmbeddedDatabase.start(folder.root());
    assertTrue(e.getMessage().startsWith("the embedded PostgreSQL does not start: "));
    assertTrue(e.getMessage().contains("postgresql.auto.conf"), e.getMessage());
    assertKept();
  }

  @Test
  void saysThatABuildCarriesNoServer() throws IOException {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
      SetupException e = assertThrows(SetupException.class, () -> PostgresArchive.find(nothing));
      assertTrue(e.getMessage().endsWith("set REBOUND_DATABASE_URL"), e.getMessage());
    }
  }

  private static DatabaseUrl url() {
    return database.url();
  }

  private static Postmaster postmaster() {
    return Postmaster.read(folder.cluster()).filter(Postmaster::isRunning).orElseThrow();
  }

  private static Postmaster kill() {
    Postmaster running = postmaster();
    ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly();
    return running;
  }

  private static Postmaster awaitOtherThan(Postmaster killed) {
    ClusterLogin login = ClusterLogin.read(folder).orElseThrow();
    Deadline deadline = Deadline.in(Duration.ofSeconds(30));
    while (true) {
      Postmaster found = Postmaster.read(folder.cluster()).orElse(killed);
      if (found.pid() != killed.pid() && login.isReady(found.port())) {
        return found;
      }
      assertFalse(deadline.isOver(), "not healed in time");
      deadline.pause();
    }
  }

  private static void assertKept() throws SQLException {
    assertEquals("ada@example.com", Sql.ask(url(), "SELECT email FROM kept"));
  }
}
