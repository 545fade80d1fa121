package dev.rebound.bench;

import dev.rebound.domain.ApiKey;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A service, started by the launcher, on a seeded database. */
final class Site implements AutoCloseable {
  private final Map<String, String> settings;
  private final ServiceProcess service;
  private final long postmaster;

  private Site(Map<String, String> settings) {
    this.settings = settings;
    this.service = ServiceProcess.start(settings);
    try (Connection connection = connect()) {
      this.postmaster = ProcessorTime.postmaster(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Site seeded(long rows) {
    return seeded(rows, Runtime.getRuntime().availableProcessors());
  }

  static Site seeded(long rows, int eventLoops) {
    String database = TestDatabase.create();
    run(Map.of("REBOUND_DATABASE_URL", database), "seed", "--rows", Long.toString(rows));
    return on(database, eventLoops);
  }

  /** A service on a database that is seeded already. */
  static Site on(String database) {
    return on(database, Runtime.getRuntime().availableProcessors());
  }

  static Site on(String database, int eventLoops) {
    try {
      Map<String, String> settings = new HashMap<>();
      settings.put("REBOUND_DATABASE_URL", database);
      settings.put("REBOUND_DATA_DIR", Files.createTempDirectory("rebound-bench").toString());
      settings.put("REBOUND_API_KEY", ApiKey.random(new SecureRandom()).text());
      settings.put(ServiceProcess.LAUNCHER, "yes");
      if (eventLoops != Runtime.getRuntime().availableProcessors()) {
        settings.put("JDK_JAVA_OPTIONS", "-XX:ActiveProcessorCount=" + eventLoops);
      }
      run(settings, "rehearse");
      return new Site(settings);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Map<String, String> settings, String... command) {
    Outcome outcome = ServiceProcess.run(settings, Duration.ofHours(2), command);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.errors());
    }
    System.out.print(outcome.output());
  }

  /** Starts another service on the same database. */
  Site another() {
    return new Site(settings);
  }

  Api api() {
    return service.api(settings.get("REBOUND_API_KEY"));
  }

  PgBench pgBench() {
    return new PgBench(settings.get("REBOUND_DATABASE_URL"));
  }

  /** A session on its database. */
  Connection connect() {
    return TestDatabase.connect(settings.get("REBOUND_DATABASE_URL"));
  }

  void vacuum() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the server runs no statement, also none of clients that have gone. */
  void awaitIdleServer() {
    String sql =
        "SELECT count(*), pg_sleep(0.05) FROM pg_stat_activity"
            + " WHERE state = 'active' AND pid <> pg_backend_pid()";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      boolean isActive = true;
      while (isActive) {
        try (ResultSet active = statement.executeQuery(sql)) {
          active.next();
          isActive = active.getLong(1) > 0;
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String databaseUrl() {
    return settings.get("REBOUND_DATABASE_URL");
  }

  long pid() {
    return service.pid();
  }

  /** Returns the Java that the launcher chose. */
  Path java() {
    return Path.of(
        ProcessHandle.of(pid()).flatMap(process -> process.info().command()).orElseThrow());
  }

  /** Returns the process of the database's server. */
  long postmaster() {
    return postmaster;
  }

  /** Returns the number of accounts and of slots that the counts have, for people. */
  String counts() {
    String sql =
        "SELECT count(DISTINCT account_id) || ' accounts, ' || count(DISTINCT slot) || ' slots of '"
            + " || count(DISTINCT day) || ' days' FROM list_day";
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet counts = statement.executeQuery(sql)) {
      counts.next();
      return counts.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the service's process held at most so far. */
  long peakResidentKib() {
    return service.peakResidentKib();
  }

  /** Of another service on the same database, from its process to its readiness. */
  double secondsToStart() {
    long start = System.nanoTime();
    ServiceProcess another = ServiceProcess.start(settings);
    double seconds = (System.nanoTime() - start) / 1e9;
    another.close();
    return seconds;
  }

  @Override
  public void close() {
    service.close();
  }
}
