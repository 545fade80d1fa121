package dev.rebound.seed;

import dev.rebound.seed.SeedWriterTransaction.Index;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Fills a database with a plan's rows, as if their events had been told one by one, and empties it.
 * All of it is one transaction: a seed that is interrupted leaves the database as it was.
 */
public final class SeedWriter {
  // Who seeds beside has the tables locked for longer than anybody would wait for the look.
  private static final int LOOK_SECONDS = 10;

  private final Connection connection;
  private final SeedWriterTransaction transaction;

  /**
   * @param connection to PostgreSQL, in no transaction; stays open
   */
  public SeedWriter(Connection connection) {
    this.connection = connection;
    this.transaction = new SeedWriterTransaction(connection);
  }

  /**
   * What was written.
   *
   * @param rows of the lists
   * @param events bounces and blocks
   */
  public record Written(long rows, long events) {}

  /**
   * Copies all rows, counts them and vacuums. Who reads or writes bounces meanwhile waits.
   *
   * @param accountIds one an account of the plan, the largest first
   * @param progress is told how many rows are copied so far
   * @return empty when the database has bounces, or their counts, already; it is not changed
   * @throws SQLException when the database fails; it is not changed, or was filled and not vacuumed
   * @throws InterruptedException also when it is stopped; the database is not changed
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
   * The same in the place of all bounces there are. Who reads finds all the old ones, or waits for
   * all the new ones.
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
   * Takes the bounces of all accounts away, their history and their counts. Accounts and keys stay.
   *
   * @throws SQLException when the database fails; it is not changed
   */
  public void clear() throws SQLException, InterruptedException {
    transaction.run(
        () -> {
          transaction.execute(List.of(SeedStatements.TRUNCATE));
          return null;
        });
  }

  /**
   * From any thread: ends what is being written, or what would be. Nothing that is committed.
   *
   * @throws SQLException when the server could not be told; it ends before its next statement then
   */
  public void stop() throws SQLException {
    transaction.stop();
  }

  /** Whether the database has bounces, or their counts, already. */
  public boolean isFilled() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(LOOK_SECONDS);
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
      throw new IllegalArgumentException("one id an account is needed");
    }
  }

  private Written copyAll(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    List<Index> indexes = transaction.indexes();
    transaction.execute(indexes.stream().map(Index::drop).toList());
    Written written = copy(plan, accountIds, progress);
    transaction.execute(indexes.stream().map(Index::create).toList());
    transaction.execute(SeedStatements.COUNTS);
    return written;
  }

  private Written copy(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    long rows = 0;
    long events = 0;
    try (SeedChunks chunks = new SeedChunks(plan, accountIds)) {
      for (SeedChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
        transaction.copy(SeedStatements.COPY_BOUNCES, chunk.bounces());
        transaction.copy(SeedStatements.COPY_EVENTS, chunk.events());
        rows += chunk.rows();
        events += chunk.eventCount();
        progress.accept(rows);
      }
    }
    return new Written(rows, events);
  }

  /** So that the first reader finds statistics, and nothing left to mark. */
  void vacuum() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SeedStatements.VACUUM);
    }
  }
}
