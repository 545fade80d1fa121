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
 * One transaction that has the tables of bounces to itself. Another thread may stop it; it then
 * leaves the database as it was.
 */
final class SeedWriterTransaction {
  private static final String DEADLOCK = "40P01";
  private static final int MOST_TRIES = 5;

  private final Connection connection;
  private volatile boolean isStopped;
  private boolean isOpen;

  /** An index: the statement that drops it, and the one that makes it. */
  record Index(String drop, String create) {}

  /**
   * @param connection in no transaction
   */
  SeedWriterTransaction(Connection connection) {
    this.connection = connection;
  }

  /**
   * Commits what was done, or takes all of it back.
   *
   * @throws InterruptedException also when it was stopped
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

  /** From the commit on there is nothing to stop any more. */
  private synchronized void setOpen(boolean open) throws InterruptedException {
    checkStop();
    isOpen = open;
  }

  /** Readers take the locks of several tables in an order of their own. */
  private void lock() throws SQLException, InterruptedException {
    for (int tries = 1; true; tries++) {
      try {
        execute(SeedStatements.SETTINGS);
        execute(List.of(SeedStatements.LOCK));
        return;
      } catch (SQLException e) {
        if (!DEADLOCK.equals(e.getSQLState()) || tries == MOST_TRIES) {
          throw e;
        }
        connection.rollback();
      }
    }
  }

  /** What failed first is what is told, also where the connection is gone. */
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
   * From any thread: ends it at once, or before it begins.
   *
   * @throws SQLException when the server could not be told; it then ends before its next statement
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
