package dev.rebound.seed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fills a database with a plan's rows, as if their events had been ingested one by one, and clears
 * it. Each of these is one transaction: an interrupted one changes nothing.
 */
public final class SeedWriter {
  // A concurrent seed locks the tables for minutes.
  private static final int FILLED_TIMEOUT_SECONDS = 10;

  private final Connection connection;
  private final SeedWriterTransaction transaction;

  /**
   * @param connection a connection to PostgreSQL outside a transaction; it stays open
   */
  public SeedWriter(Connection connection) {
    this.connection = connection;
    this.transaction = new SeedWriterTransaction(connection);
  }

  /**
   * The result of a seed.
   *
   * @param rows rows of the bounce lists
   * @param events bounces and blocks
   */
  public record Written(long rows, long events) {}

  /**
   * Copies all rows, counts them and vacuums the tables. Other sessions cannot read or write
   * bounces meanwhile.
   *
   * @param accountIds an id for each account of the plan, the largest account first
   * @param progress receives the number of rows copied so far
   * @return empty if the database already has bounces or totals; it is not changed
   * @throws SQLException if the database fails; it is not changed, or is filled but not vacuumed
   * @throws InterruptedException if the thread is interrupted or {@link #stop} is called; the
   *     database is not changed
   */
  public Optional<Written> write(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    Optional<Written> written = fill(plan, accountIds, progress);
    if (written.isPresent()) {
      vacuum();
    }
    return written;
  }

  /**
   * Replaces all bounces with a plan's rows. Readers see all old rows, or wait for all new ones.
   *
   * @throws SQLException as {@link #write}
   * @throws InterruptedException as {@link #write}
   */
  public Written replace(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    requireAccounts(plan, accountIds);
    Written written =
        transaction.run(
            () -> {
              transaction.execute(List.of(SeedStatements.TRUNCATE));
              return copyAll(plan, accountIds, progress);
            });
    vacuum();
    return written;
  }

  /**
   * Deletes the bounces of all accounts, their history and their totals. Accounts and keys stay.
   *
   * @throws SQLException if the database fails; it is not changed
   * @throws InterruptedException as {@link #write}
   */
  public void clear() throws SQLException, InterruptedException {
    transaction.run(
        () -> {
          transaction.execute(List.of(SeedStatements.TRUNCATE));
          return null;
        });
  }

  /**
   * Stops the current transaction, and all later ones. Any thread may call it. Committed changes
   * stay.
   *
   * @throws SQLException if the server cannot be reached; the transaction then ends before its next
   *     statement
   */
  public void stop() throws SQLException {
    transaction.stop();
  }

  /** Returns whether the database already has bounces or totals. */
  public boolean isFilled() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(FILLED_TIMEOUT_SECONDS);
      ResultSet found = statement.executeQuery(SeedStatements.IS_FILLED);
      found.next();
      return found.getBoolean(1);
    }
  }

  Optional<Written> fill(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    requireAccounts(plan, accountIds);
    return transaction.run(
        () -> isFilled() ? Optional.empty() : Optional.of(copyAll(plan, accountIds, progress)));
  }

  private static void requireAccounts(SeedPlan plan, long[] accountIds) {
    if (accountIds.length != plan.accounts()) {
      throw new IllegalArgumentException("every account of the plan needs an id");
    }
  }

  private Written copyAll(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    List<SeedWriterTransaction.Index> indexes = transaction.indexes();
    transaction.execute(indexes.stream().map(SeedWriterTransaction.Index::drop).toList());
    Written written = copy(plan, accountIds, progress);
    transaction.execute(indexes.stream().map(SeedWriterTransaction.Index::create).toList());
    transaction.execute(SeedStatements.totals(plan.until().minusDays(1)));
    return written;
  }

  private Written copy(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    long rows = 0;
    long events = 0;
    try (SeedChunks chunks = new SeedChunks(plan, accountIds)) {
      Optional<SeedChunks.Chunk> next = chunks.next();
      while (next.isPresent()) {
        SeedChunks.Chunk chunk = next.get();
        transaction.copy(SeedStatements.COPY_BOUNCES, chunk.bounces());
        transaction.copy(SeedStatements.COPY_EVENTS, chunk.events());
        rows += chunk.rows();
        events += chunk.eventCount();
        progress.accept(rows);
        next = chunks.next();
      }
    }
    return new Written(rows, events);
  }

  /** Gives the first readers statistics and a visibility map. */
  void vacuum() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SeedStatements.VACUUM);
    }
  }
}
