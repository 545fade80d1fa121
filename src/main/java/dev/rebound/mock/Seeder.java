package dev.rebound.mock;

import dev.rebound.domain.ApiKey;
import dev.rebound.seed.SeedPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fills and empties the service's database. The composition passes one in, since mock has no SQL.
 */
public interface Seeder {
  /** Fills a database that has no bounces. */
  Run fill(SeedRequest request);

  /** Replaces all bounces by the rows of a plan. Keeps the keys. */
  Run replace(SeedPlan plan);

  /**
   * Deletes the bounces, history and totals of all accounts. Blocks.
   *
   * @throws dev.rebound.bus.UnavailableException when the database is away
   */
  void clear() throws InterruptedException;

  /** A seed that runs once. */
  interface Run {
    /**
     * Blocks until all is committed.
     *
     * @param progress gets the number of rows copied so far
     * @return empty when the database has bounces already, which the seed keeps
     * @throws InterruptedException when it was stopped; the bounces are unchanged
     * @throws dev.rebound.bus.UnavailableException when the database is away; the bounces are
     *     unchanged, unless it failed after the commit
     */
    Optional<Seeded> run(LongConsumer progress) throws InterruptedException;

    /** Stops the seed, from any thread. Blocks until the database has cancelled its statement. */
    void stop();
  }

  /**
   * A request to seed the database.
   *
   * @param makesKeys whether each account gets a full-access key
   */
  record SeedRequest(SeedPlan plan, boolean makesKeys) {}

  /**
   * The result of a seed.
   *
   * @param rows of the lists of all accounts
   * @param events bounces and blocks
   * @param seconds that the seed took
   * @param keys one for each account, the account with the longest list first; empty unless
   *     requested
   */
  record Seeded(long rows, long events, double seconds, List<AccountKey> keys) {
    public Seeded {
      keys = List.copyOf(keys);
    }
  }

  /** A full-access key of one account. */
  record AccountKey(String account, ApiKey key) {}
}
