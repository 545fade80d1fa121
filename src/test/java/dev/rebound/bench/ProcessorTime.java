package dev.rebound.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Processor time of processes on Linux, from {@code /proc}, in microseconds. */
final class ProcessorTime {
  private static final Path PROC = Path.of("/proc");
  // USER_HZ is 100 on every Linux platform that Java runs on.
  private static final long MICROS_PER_TICK = 10_000;

  // Positions after the name of the process, see proc_pid_stat(5).
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int ENDED_CHILDREN_USER = 13;
  private static final int ENDED_CHILDREN_SYSTEM = 14;

  private ProcessorTime() {}

  /** Returns the time that a process has used. */
  static long of(long pid) {
    String[] fields = fields(pid);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MICROS_PER_TICK;
  }

  /** Returns the time that a PostgreSQL server and all its sessions, also ended ones, have used. */
  static long ofServer(long postmaster) {
    String[] fields = fields(postmaster);
    long ended =
        Long.parseLong(fields[ENDED_CHILDREN_USER]) + Long.parseLong(fields[ENDED_CHILDREN_SYSTEM]);
    long running =
        ProcessHandle.of(postmaster)
            .orElseThrow()
            .children()
            .mapToLong(ProcessorTime::orZero)
            .sum();
    return of(postmaster) + ended * MICROS_PER_TICK + running;
  }

  private static long orZero(ProcessHandle process) {
    try {
      return of(process.pid());
    } catch (UncheckedIOException e) {
      // It has ended since, and the server's own counter has its time.
      return 0;
    }
  }

  /** Returns the process of the server, which runs on this machine. */
  static long postmaster(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet backend = statement.executeQuery("SELECT pg_backend_pid()")) {
      backend.next();
      return Long.parseLong(fields(backend.getLong(1))[PARENT]);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] fields(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
