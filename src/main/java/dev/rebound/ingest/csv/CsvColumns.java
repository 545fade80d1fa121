package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceType;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a list.
 *
 * @param width the number of columns
 * @param columns the column of each field that the list has, from 0
 * @param always the type of all bounces and blocks, instead of the list's own
 */
record CsvColumns(int width, Map<CsvField, Integer> columns, Optional<BounceType> always) {

  /** Returns a field of a row; empty when the row has none. */
  String text(CsvField field, String[] row) {
    int column = columns.getOrDefault(field, row.length);
    return column < row.length ? row[column] : "";
  }
}
