package dev.rebound.seed;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A transaction that locks the tables of bounces exclusively. Another thread may stop it; it is
 * then rolled back.
 */
final class SeedWriterTransaction {
  private static final String DEADLOCK = "40P01";
  private static final int MAX_LOCK_TRIES = 5;

  private final Connection connection;
  private volatile boolean isStopped;
  private boolean isOpen;

  /**
   * An index of a table.
   *
   * @param drop the statement that drops it
   * @param create the statement that creates it
   */
  record Index(String drop, String create) {}

  /** The work of a transaction. */
  @FunctionalInterface
  interface SeedWriterWork<T> {
    T run() throws SQLException, InterruptedException;
  }

  /**
   * @param connection a connection outside a transaction
   */
  SeedWriterTransaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * Commits the work, or rolls it back if it fails.
   *
   * @throws InterruptedException if the thread is interrupted or {@link #stop} is called
   */
  <T> T run(SeedWriterWork<T> work) throws SQLException, InterruptedException {
    connection.setAutoCommit(false);
    try {
      setOpen(true);
      lock();
      T result = work.run();
      setOpen(false);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | InterruptedException | RuntimeException e) {
      rollback(e);
      if (isStopped) {
        InterruptedException stopped = new InterruptedException("stopped");
        stopped.initCause(e);
        throw stopped;
      }
      throw e;
    }
  }

  // A commit can no longer be stopped.
  private synchronized void setOpen(boolean open) throws InterruptedException {
    checkStop();
    isOpen = open;
  }

  // Readers lock several tables in another order, which can cause a deadlock.
  private void lock() throws SQLException, InterruptedException {
    for (int tries = 1; true; tries++) {
      try {
        execute(SeedStatements.SETTINGS);
        execute(List.of(SeedStatements.LOCK));
        return;
      } catch (SQLException e) {
        if (!DEADLOCK.equals(e.getSQLState()) || tries == MAX_LOCK_TRIES) {
          throw e;
        }
        connection.rollback();
      }
    }
  }

  private void rollback(Exception cause) {
    synchronized (this) {
      isOpen = false;
    }
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Stops the transaction at once, or before it starts. Any thread may call it.
   *
   * @throws SQLException if the server cannot be reached; the transaction then ends before its next
   *     statement
   */
  synchronized void stop() throws SQLException {
    isStopped = true;
    if (isOpen) {
      connection.unwrap(PGConnection.class).cancelQuery();
    }
  }

  private void checkStop() throws InterruptedException {
    if (isStopped) {
      throw new InterruptedException("stopped");
    }
  }

  void execute(Iterable<String> statements) throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        checkStop();
        statement.execute(sql);
      }
    }
  }

  void copy(String statement, ByteBuffer data) throws SQLException, InterruptedException {
    checkStop();
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    copy.writeToCopy(data.array(), 0, data.position());
    copy.endCopy();
  }

  List<Index> indexes() throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(SeedStatements.INDEXES)) {
      while (found.next()) {
        indexes.add(new Index(found.getString(1), found.getString(2)));
      }
    }
    return indexes;
  }
}
