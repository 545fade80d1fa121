package dev.rebound.support;

import dev.rebound.embedded.TestPostgres;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of a test run. The default is the embedded one without fsync; {@code
 * REBOUND_TEST_DATABASE=container} starts {@code postgres:15}, {@code postgresql://…} names a
 * running server, {@code pgbouncer} puts a PgBouncer between the services and the embedded one, and
 * {@code citus} is the cluster of {@code db/citus/test/run}. Each JVM starts one server, and each
 * caller gets a database of its own.
 */
public final class TestDatabase {
  private static final String VARIABLE = "REBOUND_TEST_DATABASE";
  private static final String CHOICE = System.getenv().getOrDefault(VARIABLE, "");
  private static final String PGBOUNCER = "pgbouncer";
  private static final int SESSIONS = 4;
  private static final Optional<CitusCluster> CITUS =
      CHOICE.equals("citus") ? Optional.of(new CitusCluster()) : Optional.empty();
  private static final DatabaseUrl SERVER = DatabaseUrl.parse(server());

  private static final Optional<PgBouncer> BOUNCER = bouncer();

  private TestDatabase() {}

  /** Returns the settings by which a service uses this database, named as in the environment. */
  static Map<String, String> settings(String url) {
    return BOUNCER
        .map(
            bouncer ->
                Map.of(
                    "REBOUND_DATABASE_URL", bouncer.url(url), "REBOUND_DATABASE_DIRECT_URL", url))
        .orElseGet(() -> Map.of("REBOUND_DATABASE_URL", url));
  }

  /** Creates an empty database and returns its URL. */
  public static String create() {
    return create("").text();
  }

  /** Creates a database with this build's schema and no rows, and returns its URL. */
  public static String migrated() {
    String options = " TEMPLATE " + Template.DATABASE;
    return CITUS
        .map(citus -> citus.create(name(), options))
        .orElseGet(() -> create(options))
        .text();
  }

  /** The database that {@link #migrated} copies: a copy takes a tenth of the migrations' time. */
  private static final class Template {
    static final String DATABASE = migrate();

    private static String migrate() {
      if (CITUS.isPresent()) {
        return CITUS.get().createTemplate(name());
      }
      DatabaseUrl url = create("");
      Migrations.migrate(url);
      return url.database();
    }
  }

  private static String name() {
    return "test_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static DatabaseUrl create(String options) {
    String name = name();
    execute("CREATE DATABASE " + name + options);
    if (CHOICE.startsWith("postgresql:")) {
      AtExit.add(() -> execute("DROP DATABASE " + name + " WITH (FORCE)"));
    }
    return new DatabaseUrl(
        SERVER.hosts(),
        name,
        SERVER.user(),
        SERVER.password(),
        SERVER.sslMode(),
        SERVER.sslRootCert(),
        SERVER.sslClient(),
        false,
        false);
  }

  /** Returns the cluster of {@code db/citus/test/run}; only with REBOUND_TEST_DATABASE=citus. */
  public static CitusCluster citus() {
    return CITUS.orElseThrow();
  }

  /** Opens a JDBC connection that bypasses the service. */
  public static Connection connect(String url) {
    try {
      return DatabaseUrl.parse(url).dataSource().getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(String sql) {
    try (Connection connection = connect(SERVER.text());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String server() {
    return switch (CHOICE) {
      case "", PGBOUNCER -> embedded();
      case "container" -> container();
      case "citus" -> CITUS.orElseThrow().coordinator().text();
      default -> CHOICE;
    };
  }

  private static Optional<PgBouncer> bouncer() {
    if (!PGBOUNCER.equals(CHOICE)) {
      return Optional.empty();
    }
    PgBouncer bouncer = PgBouncer.start(SERVER.text(), SESSIONS);
    AtExit.add(bouncer::close);
    return Optional.of(bouncer);
  }

  private static String embedded() {
    try {
      Path folder = Files.createTempDirectory("rebound-test");
      TestPostgres postgres = TestPostgres.start(folder);
      AtExit.add(
          () -> {
            postgres.close();
            deleteInBackground(folder);
          });
      return postgres.url().text();
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

  // Surefire kills a JVM that takes long to exit, and the databases of a run have many files.
  private static void deleteInBackground(Path folder) {
    try {
      new ProcessBuilder("rm", "-rf", folder.toString()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder and its contents. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
