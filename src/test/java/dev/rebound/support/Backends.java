package dev.rebound.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The service's connections as its PostgreSQL sees them: processes on this machine. */
public final class Backends implements AutoCloseable {
  private static final String OURS =
      "datname = current_database() AND application_name LIKE 'rebound %'";

  private final Connection behind;

  public Backends(String databaseUrl) {
    behind = TestDatabase.connect(databaseUrl);
  }

  /** The processes that serve a lane. */
  public List<Long> of(String lane) {
    return numbers(
        "SELECT pid FROM pg_stat_activity WHERE %s AND application_name = 'rebound %s'"
            .formatted(OURS, lane));
  }

  /** All that serve the service, and the one that would take new connections. */
  public List<Long> all() {
    List<Long> all = numbers("SELECT pid FROM pg_stat_activity WHERE " + OURS);
    ProcessHandle.of(all.get(0))
        .flatMap(ProcessHandle::parent)
        .map(ProcessHandle::pid)
        .ifPresent(all::add);
    return all;
  }

  /** Does something while these processes stand still: nothing of them ends, nothing goes on. */
  public <T> T whileStopped(List<Long> processes, Callable<T> action) throws Exception {
    assumeTrue(
        processes.stream().allMatch(process -> ProcessHandle.of(process).isPresent()),
        "a PostgreSQL on another machine cannot be stopped");
    try {
      signal("-STOP", processes);
      return action.call();
    } finally {
      signal("-CONT", processes);
    }
  }

  /** Sends a signal, such as {@code -STOP}, to processes. */
  public static void signal(String signal, List<Long> processes) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(process.toString()));
    try {
      int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
      // A connection may end at any time, and its process with it.
      boolean hasEnded =
          processes.stream().anyMatch(process -> ProcessHandle.of(process).isEmpty());
      assumeTrue(exitCode == 0 || hasEnded, "a PostgreSQL of somebody else cannot be stopped");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends all connections of the service. */
  public void terminateAll() {
    numbers("SELECT pg_terminate_backend(pid)::int FROM pg_stat_activity WHERE " + OURS);
  }

  /** Makes the list of the first account look longer than it is by so many rows. */
  public void pretendRows(int rows) {
    execute("DELETE FROM list_day WHERE day = '1999-12-31'");
    execute(
        "INSERT INTO list_day (account_id, day, slot, n)"
            + " SELECT min(id), '1999-12-31', 0, %d FROM account".formatted(rows));
  }

  /**
   * What must not be: counts that differ from what they count, a listed address without an event, a
   * part of a batch.
   *
   * @param batch rows of each batch, named {@code batch-1-0@x.org} and so on
   */
  public Set<String> halfDone(int batch) {
    Map<String, String> faults =
        Map.of(
            "list_day",
            "SELECT (SELECT count(*) FROM bounce) - (SELECT coalesce(sum(n), 0) FROM list_day)",
            "bounce_day",
            "SELECT (SELECT count(*) FROM bounce_event) - (SELECT coalesce(sum(n), 0) FROM"
                + " bounce_day)",
            "an address without an event",
            "SELECT count(*) FROM bounce WHERE email NOT IN (SELECT email FROM bounce_event)",
            "a part of a batch",
            "SELECT count(*) - %d FROM bounce WHERE email LIKE 'batch-%%' GROUP BY split_part(email, '-', 2)"
                .formatted(batch));
    return faults.entrySet().stream()
        .filter(fault -> numbers(fault.getValue()).stream().anyMatch(number -> number != 0))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    try {
      behind.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (Statement statement = behind.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> numbers(String sql) {
    try (Statement statement = behind.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
