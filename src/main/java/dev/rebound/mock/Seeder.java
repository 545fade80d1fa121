package dev.rebound.mock;

import dev.rebound.seed.SeedPlan;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fills the service's database, and empties it. This room knows no SQL, so that it is given one.
 */
public interface Seeder {
  /** Fills a database that has no bounces. */
  Run fill(SeedRequest request);

  /** Puts a plan's rows in the place of all bounces there are. Keys are not touched. */
  Run replace(SeedPlan plan);

  /**
   * Takes the bounces of all accounts away, their history and their totals. Blocks.
   *
   * @throws dev.rebound.bus.UnavailableException when the database cannot do it now
   */
  void clear() throws InterruptedException;

  /** One seed, to be run once. */
  interface Run {
    /**
     * Blocks until all is committed.
     *
     * @param progress is told how many rows are copied so far
     * @return empty when the database has bounces already and shall keep them
     * @throws InterruptedException when it was stopped; the bounces are as they were
     * @throws dev.rebound.bus.UnavailableException when the database cannot do it now; the bounces
     *     are as they were, unless it failed after the commit
     */
    Optional<Seeded> run(LongConsumer progress) throws InterruptedException;

    /** Ends it, from any thread. Blocks while the database is told. */
    void stop();
  }
}
