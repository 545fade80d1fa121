package dev.rebound.ingest.csv;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.ListField;
import dev.rebound.ingest.ListRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the rows of a bounce list. */
final class CsvList implements CsvFraming.RecordReader {
  // SendGrid's bounces may have neither a reason nor a status. A list with other columns may have
  // people in it whose mail was delivered.
  private static final Set<String> OWN =
      Arrays.stream(ListField.values()).map(ListField::label).collect(Collectors.toSet());

  private final CsvColumns columns;
  private final CsvMapping mapping;
  private final Optional<RowKind> kindOfAll;
  private final RowDefaults defaults;
  private final boolean mayBeBlank;

  CsvList(CsvHeader header, CsvColumns columns, CsvMapping mapping, RowDefaults defaults) {
    this.columns = columns;
    this.mapping = mapping;
    this.kindOfAll = mapping.kind(header);
    this.mayBeBlank =
        kindOfAll.isPresent() || !mapping.given().isEmpty() || OWN.containsAll(header.names());
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
        if (!mayBeBlank) {
          row.requireKind();
        }
        rows.accept(row.read(kindOfAll, mapping.classification(), defaults));
      } catch (FieldException e) {
        rows.accept(e.rejected(index));
      }
    }
  }
}
