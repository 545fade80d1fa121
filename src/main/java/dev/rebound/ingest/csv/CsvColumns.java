package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceType;
import java.util.Map;
import java.util.Optional;

/**
 * Where a list's fields are.
 *
 * @param width how many columns there are
 * @param always the type of every row, if the list does not say it itself
 */
record CsvColumns(int width, Map<CsvField, Integer> columns, Optional<BounceType> always) {

  /** A field of a row; empty when it has none. */
  String text(CsvField field, String[] row) {
    int column = columns.getOrDefault(field, row.length);
    return column < row.length ? row[column] : "";
  }
}
