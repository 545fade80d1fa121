package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.SeedRequest;
import dev.rebound.mock.Seeded;
import dev.rebound.mock.Seeded.AccountKey;
import dev.rebound.seed.SeedPlan;
import dev.rebound.seed.SeedWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One seed, from the accounts to their keys. Another thread may stop it. */
final class Seeding {
  private static final String NAME = "seed-";
  private static final String LABEL = "seed";

  private final StoreSession store;
  private final SeedRequest request;
  private final boolean replaces;
  private volatile boolean isStopped;
  private volatile SeedWriter writer;

  private Seeding(StoreSession store, SeedRequest request, boolean replaces) {
    this.store = store;
    this.request = request;
    this.replaces = replaces;
  }

  /** Of a database that has no bounces. */
  static Seeding filling(StoreSession store, SeedRequest request) {
    return new Seeding(store, request, false);
  }

  /** In the place of all bounces there are. */
  static Seeding replacing(StoreSession store, SeedPlan plan) {
    return new Seeding(store, new SeedRequest(plan, false), true);
  }

  /**
   * Makes the accounts that are missing, their rows and, where asked for, a key for each.
   *
   * @param progress is told how many rows are copied so far
   * @return empty when there are bounces already and it does not replace them; nothing is changed
   * @throws SetupException when the database does not answer, or fails; its bounces are as they
   *     were, unless it failed after the commit
   * @throws InterruptedException also when it was stopped; the same
   */
  Optional<Seeded> run(LongConsumer progress) throws InterruptedException {
    DatabaseUrl url = store.databaseUrl();
    long start = System.nanoTime();
    try (Connection connection = url.connect()) {
      writer = new SeedWriter(connection);
      if (!replaces && writer.isFilled()) {
        return Optional.empty();
      }
      return write(accountIds(), progress).map(written -> seeded(written, start));
    } catch (SQLException e) {
      throw url.explain(e);
    }
  }

  private Optional<SeedWriter.Written> write(long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    checkStop();
    return replaces
        ? Optional.of(writer.replace(request.plan(), accountIds, progress))
        : writer.write(request.plan(), accountIds, progress);
  }

  private long[] accountIds() throws InterruptedException {
    long[] ids = new long[request.plan().accounts()];
    for (int i = 0; i < ids.length; i++) {
      checkStop();
      if (i > 0) {
        // It may be there from a seed that was interrupted, or from the last one.
        store.ask(
            Operations.CREATE_ACCOUNT,
            new Account.CreateRequest(name(i), Account.ROOT, Optional.empty()));
      }
      ids[i] = store.accountId(name(i));
    }
    return ids;
  }

  private static String name(int account) {
    return account == 0 ? Account.ROOT : NAME + (account + 1);
  }

  /** Keys come after the commit: a seed that is interrupted leaves none behind. */
  private Seeded seeded(SeedWriter.Written written, long start) {
    List<AccountKey> keys = request.makesKeys() ? keys() : List.of();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Seeded(written.rows(), written.events(), seconds, keys);
  }

  private List<AccountKey> keys() {
    SecureRandom random = new SecureRandom();
    List<AccountKey> keys = new ArrayList<>();
    for (int i = 0; i < request.plan().accounts(); i++) {
      ApiKey key = ApiKey.random(random);
      ApiKey.CreateRequest newKey =
          new ApiKey.CreateRequest(name(i), key.id(), key.hash(), Scope.ALL, LABEL);
      if (!store.ask(Operations.CREATE_KEY, newKey)) {
        throw new SetupException("the account " + name(i) + " is gone");
      }
      keys.add(new AccountKey(name(i), key));
    }
    return keys;
  }

  /**
   * Ends it, from any thread; does nothing to what is committed.
   *
   * @throws SetupException when the database could not be told; it ends a little later then
   */
  void stop() {
    isStopped = true;
    SeedWriter current = writer;
    if (current != null) {
      try {
        current.stop();
      } catch (SQLException e) {
        throw store.databaseUrl().explain(e);
      }
    }
  }

  private void checkStop() throws InterruptedException {
    if (isStopped) {
      throw new InterruptedException("stopped");
    }
  }
}
