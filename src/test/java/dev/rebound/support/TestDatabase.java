package dev.rebound.support;

import dev.rebound.embedded.EmbeddedDatabase;
import dev.rebound.migrate.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL that a test run uses: the embedded one, a {@code postgres:15} container with
 * {@code REBOUND_TEST_DATABASE=container}, or a given server with {@code
 * REBOUND_TEST_DATABASE=postgresql://…}. Started once a run; every caller gets a database of its
 * own. With {@code REBOUND_TEST_DATABASE=pgbouncer} services reach the embedded one through a
 * PgBouncer.
 */
public final class TestDatabase {
  private static final String VARIABLE = "REBOUND_TEST_DATABASE";
  private static final String PGBOUNCER = "pgbouncer";
  private static final int SESSIONS = 4;
  private static final DatabaseUrl SERVER = DatabaseUrl.parse(server());

  private static final Optional<PgBouncer> BOUNCER = bouncer();

  private TestDatabase() {}

  /** What a service has to be told to use this database, named as in the environment. */
  static Map<String, String> settings(String url) {
    return BOUNCER
        .map(
            bouncer ->
                Map.of(
                    "REBOUND_DATABASE_URL", bouncer.url(url), "REBOUND_DATABASE_DIRECT_URL", url))
        .orElseGet(() -> Map.of("REBOUND_DATABASE_URL", url));
  }

  /** The URL of a new, empty database. */
  public static String create() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    execute(SERVER, "CREATE DATABASE " + name);
    AtExit.add(() -> execute(SERVER, "DROP DATABASE " + name + " WITH (FORCE)"));
    DatabaseUrl url = SERVER;
    return new DatabaseUrl(
            url.host(),
            url.port(),
            name,
            url.user(),
            url.password(),
            url.sslMode(),
            url.sslRootCert())
        .text();
  }

  /** A JDBC connection, to look behind the service's back. */
  public static Connection connect(String url) {
    try {
      DatabaseUrl database = DatabaseUrl.parse(url);
      return DriverManager.getConnection(database.jdbcUrl(), database.jdbcProperties());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(DatabaseUrl url, String sql) {
    try (Connection connection = connect(url.text());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String server() {
    String choice = System.getenv().getOrDefault(VARIABLE, "");
    return switch (choice) {
      case "", PGBOUNCER -> embedded();
      case "container" -> container();
      default -> choice;
    };
  }

  private static Optional<PgBouncer> bouncer() {
    if (!PGBOUNCER.equals(System.getenv(VARIABLE))) {
      return Optional.empty();
    }
    PgBouncer bouncer = PgBouncer.start(SERVER.text(), SESSIONS);
    AtExit.add(bouncer::close);
    return Optional.of(bouncer);
  }

  private static String embedded() {
    try {
      Path folder = Files.createTempDirectory("rebound-test");
      EmbeddedDatabase database = EmbeddedDatabase.start(folder);
      AtExit.add(
          () -> {
            database.close();
            delete(folder);
          });
      return database.url().text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String container() {
    PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:15");
    postgres.start();
    AtExit.add(postgres::stop);
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(
            postgres.getUsername(),
            postgres.getPassword(),
            postgres.getHost(),
            postgres.getFirstMappedPort(),
            postgres.getDatabaseName());
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
