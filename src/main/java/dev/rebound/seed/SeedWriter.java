package dev.rebound.seed;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills an empty database with a plan's rows, as if their events had been told one by one. All of
 * it is one transaction: a seed that is interrupted leaves the database as it was.
 */
public final class SeedWriter {
  private final Connection connection;

  private record Index(String drop, String create) {}

  /**
   * @param connection to PostgreSQL, in no transaction; stays open
   */
  public SeedWriter(Connection connection) {
    this.connection = connection;
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
   */
  public Optional<Written> write(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    Optional<Written> written = fill(plan, accountIds, progress);
    if (written.isPresent()) {
      vacuum();
    }
    return written;
  }

  Optional<Written> fill(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    if (accountIds.length != plan.accounts()) {
      throw new IllegalArgumentException("one id an account is needed");
    }
    connection.setAutoCommit(false);
    try {
      execute(SeedStatements.SETTINGS);
      execute(List.of(SeedStatements.LOCK));
      if (isFilled()) {
        connection.rollback();
        connection.setAutoCommit(true);
        return Optional.empty();
      }
      List<Index> indexes = indexes();
      execute(indexes.stream().map(Index::drop).toList());
      Written written = copy(plan, accountIds, progress);
      execute(indexes.stream().map(Index::create).toList());
      execute(SeedStatements.COUNTS);
      connection.commit();
      connection.setAutoCommit(true);
      return Optional.of(written);
    } catch (SQLException | InterruptedException | RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  /** What failed first is what is told, also where the connection is gone. */
  private void rollback(Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** So that the first reader finds statistics, and nothing left to mark. */
  void vacuum() throws SQLException {
    execute(List.of(SeedStatements.VACUUM));
  }

  /** Whether the database has bounces, or their counts, already. */
  public boolean isFilled() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(SeedStatements.IS_FILLED)) {
      found.next();
      return found.getBoolean(1);
    }
  }

  private List<Index> indexes() throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(SeedStatements.INDEXES)) {
      while (found.next()) {
        indexes.add(new Index(found.getString(1), found.getString(2)));
      }
    }
    return indexes;
  }

  private Written copy(SeedPlan plan, long[] accountIds, LongConsumer progress)
      throws SQLException, InterruptedException {
    long rows = 0;
    long events = 0;
    try (SeedChunks chunks = new SeedChunks(plan, accountIds)) {
      for (SeedChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
        copy(SeedStatements.COPY_BOUNCES, chunk.bounces());
        copy(SeedStatements.COPY_EVENTS, chunk.events());
        rows += chunk.rows();
        events += chunk.eventCount();
        progress.accept(rows);
      }
    }
    return new Written(rows, events);
  }

  private void copy(String statement, ByteBuffer data) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    copy.writeToCopy(data.array(), 0, data.position());
    copy.endCopy();
  }

  private void execute(Iterable<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
