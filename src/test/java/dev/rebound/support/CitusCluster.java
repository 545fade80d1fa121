package dev.rebound.support;

import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** The Citus cluster of {@code db/citus/test/run}, with a database on all nodes for each test. */
final class CitusCluster {
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
    for (int node = 0; node < ports.size(); node++) {
      execute(node, "postgres", "CREATE DATABASE " + name + options);
    }
    return node(0, name);
  }

  /**
   * Creates a distributed database without rows, and ends its sessions so that it can be copied.
   */
  String createTemplate(String name) {
    create(name, "");
    for (int node = 0; node < ports.size(); node++) {
      execute(node, name, "CREATE EXTENSION citus");
    }
    execute(0, name, "SELECT citus_set_coordinator_host('127.0.0.1', %d)".formatted(ports.get(0)));
    for (int port : ports.subList(1, ports.size())) {
      execute(0, name, "SELECT citus_add_node('127.0.0.1', %d)".formatted(port));
    }
    Migrations.migrate(node(0, name));
    execute(0, name, script("distribute.sql").replace(ALL_SHARDS, FEW_SHARDS));
    execute(0, name, script("functions.sql"));
    for (int node = 0; node < ports.size(); node++) {
      execute(
          node,
          "postgres",
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%s'"
              .formatted(name));
    }
    return name;
  }

  private DatabaseUrl node(int node, String database) {
    return DatabaseUrl.parse(
        "postgresql://postgres@127.0.0.1:%d/%s?sslmode=disable%s"
            .formatted(
                ports.get(node), database, database.equals("postgres") ? "" : "&citus=true"));
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
