package dev.rebound.ingest.csv;

import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.UnreadableInputException;

/**
 * Reads CSV (RFC 4180) in UTF-8 with a header line: bounce lists of other vendors and PowerMTA
 * accounting files. A UTF-8 byte order mark at the start is skipped. Fields are separated by comma,
 * semicolon or tab, whichever is most frequent in the header line. Lines end in LF, CRLF or CR;
 * empty lines are not rows. Rows are numbered from 0 after the header. Missing fields at the end of
 * a row are empty; a row with more fields than the header is rejected.
 */
public final class CsvRows extends FramedRows {

  /**
   * @param mapping the columns of a list
   * @param defaults a row without a time gets the current one, so that reading it again makes
   *     another event
   */
  public CsvRows(CsvMapping mapping, RowDefaults defaults) {
    super(new CsvFraming(header -> recordReader(header, mapping, defaults)));
  }

  private static CsvFraming.RecordReader recordReader(
      CsvHeader header, CsvMapping mapping, RowDefaults defaults) throws UnreadableInputException {
    if (mapping.equals(CsvMapping.AUTOMATIC) && PowerMtaRecords.isHeader(header)) {
      return new PowerMtaRecords(header, defaults);
    }
    return new CsvList(header, mapping, defaults);
  }
}
