package dev.rebound.ingest.json;

import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import java.util.ArrayList;
import java.util.List;

/** Parses one row without a framing. */
final class ParsedRow {
  private ParsedRow() {}

  static Row of(JsonRows.Dialect dialect, long index, byte[] bytes) {
    List<Row> rows = new ArrayList<>();
    new JsonRowParser(dialect, Reading.DEFAULTS).parse(index, bytes, bytes.length, rows::add);
    return rows.get(0);
  }
}
