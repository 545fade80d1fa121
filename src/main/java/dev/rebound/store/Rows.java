package dev.rebound.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** From what a statement answered to values. */
final class Rows {
  private Rows() {}

  /** The first row; empty when there is none. */
  static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(read.apply(rows.iterator().next()));
  }

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
    List<T> values = new ArrayList<>(rows.size());
    for (Row row : rows) {
      values.add(read.apply(row));
    }
    return Collections.unmodifiableList(values);
  }
}
