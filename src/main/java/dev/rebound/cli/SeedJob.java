package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.migrate.ConnectFailure;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.Seeder;
import dev.rebound.seed.SeedPlan;
import dev.rebound.seed.SeedWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Seeds accounts, their bounces and their keys, once. Any thread may stop it. */
final class SeedJob implements Seeder.Run {
  private static final String ACCOUNT_PREFIX = "seed-";
  private static final String KEY_LABEL = "seed";

  private final StoreSession store;
  private final Seeder.SeedRequest request;
  private final boolean replaces;
  private volatile boolean isStopped;
  private volatile SeedWriter writer;

  /**
   * @param replaces whether all bounces of the database are replaced; otherwise it must have none
   */
  SeedJob(StoreSession store, Seeder.SeedRequest request, boolean replaces) {
    this.store = store;
    this.request = request;
    this.replaces = replaces;
  }

  /** Creates missing accounts, writes their bounces and, if requested, creates a key for each. */
  @Override
  public Optional<Seeder.Seeded> run(LongConsumer progress) throws InterruptedException {
    long start = System.nanoTime();
    try (Connection connection = store.databaseUrl().connect()) {
      writer = new SeedWriter(connection);
      if (!replaces && writer.isFilled()) {
        return Optional.empty();
      }
      return write(findAccounts(), progress).map(written -> finish(written, start));
    } catch (SQLException e) {
      throw unavailable(ConnectFailure.explain(store.databaseUrl(), e));
    } catch (SetupException e) {
      throw unavailable(e);
    }
  }

  private long[] findAccounts() throws InterruptedException {
    long[] ids = new long[request.plan().accounts()];
    for (int i = 0; i < ids.length; i++) {
      checkStop();
      if (i > 0) {
        // An earlier seed may have created it.
        store.request(
            Operations.CREATE_ACCOUNT,
            new Account.CreateRequest(accountName(i), Account.ROOT, Optional.empty()));
      }
      ids[i] = store.accountId(accountName(i));
    }
    return ids;
  }

  private static String accountName(int account) {
    return account == 0 ? Account.ROOT : ACCOUNT_PREFIX + (account + 1);
  }

  private Optional<SeedWriter.Written> write(long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    checkStop();
    return replaces
        ? Optional.of(writer.replace(request.plan(), accountIds, progress))
        : writer.write(request.plan(), accountIds, progress);
  }

  // Keys are created after the commit: an interrupted seed leaves none behind.
  private Seeder.Seeded finish(SeedWriter.Written written, long start) {
    List<Seeder.AccountKey> keys = request.makesKeys() ? createKeys() : List.of();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Seeder.Seeded(written.rows(), written.events(), seconds, keys);
  }

  private List<Seeder.AccountKey> createKeys() {
    SecureRandom random = new SecureRandom();
    List<Seeder.AccountKey> keys = new ArrayList<>();
    for (int i = 0; i < request.plan().accounts(); i++) {
      ApiKey key = ApiKey.random(random);
      ApiKey.CreateRequest newKey =
          new ApiKey.CreateRequest(accountName(i), key.id(), key.hash(), Scope.ALL, KEY_LABEL);
      if (!store.request(Operations.CREATE_KEY, newKey)) {
        throw StoreSession.unknownAccount(accountName(i));
      }
      keys.add(new Seeder.AccountKey(accountName(i), key));
    }
    return keys;
  }

  @Override
  public void stop() {
    isStopped = true;
    SeedWriter current = writer;
    if (current != null) {
      try {
        current.stop();
      } catch (SQLException e) {
        throw unavailable(ConnectFailure.explain(store.databaseUrl(), e));
      }
    }
  }

  private void checkStop() throws InterruptedException {
    if (isStopped) {
      throw new InterruptedException("stopped");
    }
  }

  // Omits the cause, whose details may quote a row.
  private static UnavailableException unavailable(SetupException e) {
    return new UnavailableException(e.getMessage(), null);
  }

  /** Seeds and clears the database of a running service, as {@code rebound seed} does. */
  record ForService(StoreSession store) implements Seeder {
    @Override
    public Run fill(Seeder.SeedRequest request) {
      return new SeedJob(store, request, false);
    }

    @Override
    public Run replace(SeedPlan plan) {
      return new SeedJob(store, new Seeder.SeedRequest(plan, false), true);
    }

    @Override
    public void clear() throws InterruptedException {
      try (Connection connection = store.databaseUrl().connect()) {
        new SeedWriter(connection).clear();
      } catch (SQLException e) {
        throw unavailable(ConnectFailure.explain(store.databaseUrl(), e));
      } catch (SetupException e) {
        throw unavailable(e);
      }
    }
  }
}
