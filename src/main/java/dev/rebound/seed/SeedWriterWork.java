package dev.rebound.seed;

import java.sql.SQLException;

/** What is done in a transaction. */
@FunctionalInterface
interface SeedWriterWork<T> {
  T run() throws SQLException, InterruptedException;
}
