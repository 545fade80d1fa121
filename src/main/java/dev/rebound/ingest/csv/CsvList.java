package dev.rebound.ingest.csv;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.ListRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the rows of a bounce list. */
final class CsvList implements CsvFraming.RecordReader {
  private final CsvColumns columns;
  private final CsvMapping mapping;
  private final Optional<RowKind> kindOfAll;
  private final RowDefaults defaults;

  CsvList(CsvHeader header, CsvColumns columns, CsvMapping mapping, RowDefaults defaults) {
    this.columns = columns;
    this.mapping = mapping;
    this.kindOfAll = mapping.kind(header);
    this.defaults = defaults;
  }

  @Override
  public int width() {
    return columns.width();
  }

  @Override
  public boolean startsWithRow() {
    return columns.isHeaderless();
  }

  @Override
  public void read(long index, String[] record, Consumer<Row> rows) {
    for (ListRow row : columns.row(record).recipients()) {
      try {
        rows.accept(row.read(kindOfAll, mapping.classification(), defaults));
      } catch (FieldException e) {
        rows.accept(e.rejected(index));
      }
    }
  }
}
