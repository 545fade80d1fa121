package dev.rebound.ingest.csv;

import dev.rebound.ingest.Framing;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnmarkedFraming;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads CSV (RFC 4180) in UTF-8, with a header line: other vendors' lists of bounces, and
 * PowerMTA's accounting files. A UTF-8 byte order mark at the start is skipped. Fields are
 * separated by comma, semicolon or tab, whichever the header line has the most of; lines may end in
 * LF, CRLF or CR, and empty lines are no rows. Rows are counted from 0 after the header. In a row
 * with fewer fields than the header those that are missing are empty; one with more is rejected.
 */
public final class CsvRows implements RowReader {
  private final Framing framing;

  /**
   * @param mapping which column holds what
   * @param defaults for what a row does not say; a row without a time is one of now, and told again
   *     it is another
   */
  public CsvRows(CsvMapping mapping, RowDefaults defaults) {
    framing = new UnmarkedFraming(new CsvFraming(header -> meaning(header, mapping, defaults)));
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    framing.feed(chunk, offset, offset + length, rows);
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    framing.finish(rows);
  }

  private static CsvFraming.Meaning meaning(
      CsvHeader header, CsvMapping mapping, RowDefaults defaults) throws UnreadableInputException {
    if (mapping.equals(CsvMapping.AUTOMATIC) && PowerMtaRecords.isHeader(header)) {
      return new PowerMtaRecords(header, defaults);
    }
    return new CsvList(mapping.columns(header), defaults);
  }
}
