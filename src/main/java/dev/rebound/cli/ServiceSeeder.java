package dev.rebound.cli;

import dev.rebound.migrate.SetupException;
import dev.rebound.mock.SeedRequest;
import dev.rebound.mock.Seeder;
import dev.rebound.seed.SeedPlan;
import dev.rebound.seed.SeedWriter;
import java.sql.Connection;
import java.sql.SQLException;

/** Seeds and clears the database of a running service, as {@code rebound seed} does. */
final class ServiceSeeder implements Seeder {
  private final StoreSession store;

  ServiceSeeder(StoreSession store) {
    this.store = store;
  }

  @Override
  public Run fill(SeedRequest request) {
    return new SeedJob(store, request, false);
  }

  @Override
  public Run replace(SeedPlan plan) {
    return new SeedJob(store, new SeedRequest(plan, false), true);
  }

  @Override
  public void clear() throws InterruptedException {
    try (Connection connection = store.databaseUrl().connect()) {
      new SeedWriter(connection).clear();
    } catch (SQLException e) {
      throw SeedJob.unavailable(store.databaseUrl().explain(e));
    } catch (SetupException e) {
      throw SeedJob.unavailable(e);
    }
  }
}
