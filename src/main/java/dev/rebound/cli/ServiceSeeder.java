package dev.rebound.cli;

import dev.rebound.bus.UnavailableException;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.SeedRequest;
import dev.rebound.mock.Seeded;
import dev.rebound.mock.Seeder;
import dev.rebound.seed.SeedPlan;
import dev.rebound.seed.SeedWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Fills and empties the database of a running service, as {@code rebound seed} fills one. */
final class ServiceSeeder implements Seeder {
  private final StoreSession store;

  ServiceSeeder(StoreSession store) {
    this.store = store;
  }

  @Override
  public Run fill(SeedRequest request) {
    return new SeedingRun(Seeding.filling(store, request));
  }

  @Override
  public Run replace(SeedPlan plan) {
    return new SeedingRun(Seeding.replacing(store, plan));
  }

  @Override
  public void clear() throws InterruptedException {
    try {
      clear(store.databaseUrl());
    } catch (SetupException e) {
      throw unavailable(e);
    }
  }

  private static void clear(DatabaseUrl url) throws InterruptedException {
    try (Connection connection = url.connect()) {
      new SeedWriter(connection).clear();
    } catch (SQLException e) {
      throw url.explain(e);
    }
  }

  private record SeedingRun(Seeding seeding) implements Run {
    @Override
    public Optional<Seeded> run(LongConsumer progress) throws InterruptedException {
      try {
        return seeding.run(progress);
      } catch (SetupException e) {
        throw unavailable(e);
      }
    }

    @Override
    public void stop() {
      try {
        seeding.stop();
      } catch (SetupException e) {
        throw unavailable(e);
      }
    }
  }

  /** Without the cause, whose detail may quote a row. */
  private static UnavailableException unavailable(SetupException e) {
    return new UnavailableException(e.getMessage(), null);
  }
}
