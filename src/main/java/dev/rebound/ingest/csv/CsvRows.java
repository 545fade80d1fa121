package dev.rebound.ingest.csv;

import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.UnreadableInputException;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV (RFC 4180) in UTF-8, or Windows-1252 where a record is not UTF-8, with a header line:
 * bounce lists of other vendors and PowerMTA accounting files. A UTF-8 byte order mark at the start
 * is skipped. Fields are separated by comma, semicolon, tab or bar: the one that a line {@code
 * sep=;} at the start names, else the one that is most frequent in the header line. A list without
 * a header line is read for its addresses alone. Lines of a title above the header line are
 * skipped. Lines end in LF, CRLF or CR; empty lines are not rows. Rows are numbered from 0 after
 * the header. Missing fields at the end of a row are empty; a row with more fields than the header
 * is rejected.
 */
public final class CsvRows extends FramedRows {
  private final HeaderReader header;

  /**
   * @param mapping the columns of a list
   * @param defaults a row without a time gets the current one, so that reading it again makes
   *     another event
   */
  public CsvRows(CsvMapping mapping, RowDefaults defaults) {
    this(new HeaderReader(mapping, defaults));
  }

  private CsvRows(HeaderReader header) {
    super(new CsvFraming(header));
    this.header = header;
  }

  @Override
  public Optional<List<Column>> columns() {
    return header.use;
  }

  /** Chooses between a bounce list and an accounting file. */
  private static final class HeaderReader implements CsvFraming.HeaderReader {
    private final CsvMapping mapping;
    private final RowDefaults defaults;
    private Optional<List<Column>> use = Optional.empty();

    HeaderReader(CsvMapping mapping, RowDefaults defaults) {
      this.mapping = mapping;
      this.defaults = defaults;
    }

    @Override
    public CsvFraming.RecordReader read(CsvHeader header) throws UnreadableInputException {
      if (mapping.given().isEmpty() && PowerMtaRecords.isLine(header)) {
        return new PowerMtaRecords(header, defaults);
      }
      CsvColumns columns = CsvColumns.of(header, mapping);
      Optional<List<Column>> found = Optional.of(columns.use(header));
      // Of several lines that are no header, the first is reported.
      if (use.isEmpty() || columns.namesAddresses()) {
        use = found;
      }
      columns.requireComplete(header, mapping);
      use = found;
      return new CsvList(header, columns, mapping, defaults);
    }
  }
}
