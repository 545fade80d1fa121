package dev.rebound.bench;

import dev.rebound.domain.ApiKey;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A service, started by the launcher, on a seeded database. */
final class Site implements AutoCloseable {
  private final Map<String, String> settings;
  private final ServiceProcess service;

  private Site(Map<String, String> settings) {
    this.settings = settings;
    this.service = ServiceProcess.start(settings);
  }

  static Site seeded(long rows) {
    String database = TestDatabase.create();
    run(Map.of("REBOUND_DATABASE_URL", database), "seed", "--rows", Long.toString(rows));
    return on(database);
  }

  /** A service on a database that is seeded already. */
  static Site on(String database) {
    try {
      Map<String, String> settings = new HashMap<>();
      settings.put("REBOUND_DATABASE_URL", database);
      settings.put("REBOUND_DATA_DIR", Files.createTempDirectory("rebound-bench").toString());
      settings.put("REBOUND_API_KEY", ApiKey.random(new SecureRandom()).text());
      settings.put(ServiceProcess.LAUNCHER, "yes");
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
