package dev.rebound.support;

import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** The Citus cluster of {@code db/citus/test/run}, with a database on its nodes for each test. */
public final class CitusCluster {
  // The first node is the coordinator, the last one is spare.
  private static final int WORKERS = 2;

  private static final Path SCRIPTS = Path.of("db", "citus");
  private static final String ALL_SHARDS = "shard_count => 128";
  // Each database has nine tables of this many shards.
  private static final String FEW_SHARDS = "shard_count => 4";

  private final List<Integer> ports =
      Arrays.stream(System.getenv().getOrDefault("REBOUND_TEST_CITUS_PORTS", "").split(" "))
          .map(Integer::valueOf)
          .toList();

  DatabaseUrl coordinator() {
    return node(0, "postgres");
  }

  /** Creates a database on all nodes and returns its URL, by which the service uses Citus. */
  DatabaseUrl create(String name, String options) {
    for (int node = 0; node <= WORKERS; node++) {
      execute(node, "postgres", "CREATE DATABASE " + name + options);
    }
    return node(0, name);
  }

  /** Creates a distributed database without rows and returns its URL. */
  public DatabaseUrl createDistributed(String name) {
    create(name, "");
    execute(0, name, "CREATE EXTENSION citus");
    execute(0, name, "SELECT citus_set_coordinator_host('127.0.0.1', %d)".formatted(port(0)));
    for (int node = 1; node <= WORKERS; node++) {
      addNode(node, name);
    }
    Migrations.migrate(node(0, name));
    execute(0, name, script("distribute.sql").replace(ALL_SHARDS, FEW_SHARDS));
    execute(0, name, script("functions.sql"));
    return node(0, name);
  }

  /** Creates a distributed database that nobody connects to, so that it can be copied. */
  String createTemplate(String name) {
    createDistributed(name);
    for (int node = 0; node <= WORKERS; node++) {
      // Citus starts its maintenance in the database again and again.
      execute(node, "postgres", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      execute(
          node,
          "postgres",
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%s'"
              .formatted(name));
    }
    return name;
  }

  /** Adds the spare node to a database of the cluster. Its shards stay where they are. */
  public void addSpareNode(String database) {
    execute(WORKERS + 1, "postgres", "CREATE DATABASE " + database);
    addNode(WORKERS + 1, database);
    execute(0, database, "SELECT replicate_reference_tables()");
  }

  private void addNode(int node, String database) {
    execute(node, database, "CREATE EXTENSION citus");
    execute(0, database, "SELECT citus_add_node('127.0.0.1', %d)".formatted(port(node)));
  }

  /** Kills the PostgreSQL of a port, all its processes at once. */
  public void kill(int port) throws SQLException {
    long postmaster;
    try (Connection connection =
            TestDatabase.connect(node(ports.indexOf(port), "postgres").text());
        Statement statement = connection.createStatement();
        ResultSet file = statement.executeQuery("SELECT pg_read_file('postmaster.pid')")) {
      file.next();
      postmaster = Long.parseLong(file.getString(1).lines().findFirst().orElseThrow());
    }
    ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  public int port(int node) {
    return ports.get(node);
  }

  private DatabaseUrl node(int node, String database) {
    return DatabaseUrl.parse(
        "postgresql://postgres@127.0.0.1:%d/%s?sslmode=disable%s"
            .formatted(port(node), database, database.equals("postgres") ? "" : "&citus=true"));
  }

  private void execute(int node, String database, String sql) {
    try (Connection connection = TestDatabase.connect(node(node, database).text());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String script(String name) {
    try {
      return Files.readString(SCRIPTS.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
