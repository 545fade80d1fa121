package dev.rebound.ingest.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Framing;
import dev.rebound.ingest.OpenRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A row is a CSV record that is not empty. The first one names the columns and is no row itself.
 * The ends of records are found on bytes, so that one with broken UTF-8 or a stray quote costs that
 * row only, and none is held that is too long.
 */
final class CsvFraming implements Framing {
  /** Tells what the fields of a record mean. */
  interface Meaning {

    /** How many columns there are. */
    int width();

    /**
     * Gives out what the record came to.
     *
     * @param fields in the order of the columns, from 1 to {@link #width} of them
     */
    void read(long index, String[] fields, Consumer<Row> rows);

    /** What the records after this one mean, when it is another header line. */
    default Optional<Meaning> after(String[] fields) {
      return Optional.empty();
    }
  }

  /** Tells it by the columns of the file. */
  interface Columns {

    /**
     * What records under these columns mean.
     *
     * @throws UnreadableInputException when nobody can tell
     */
    Meaning meaning(CsvHeader header) throws UnreadableInputException;
  }

  private final Columns columns;
  private final CsvScan scan = new CsvScan();
  private final OpenRow row = new OpenRow(this::readRow);
  private CsvSplitter splitter;
  private Meaning meaning;

  CsvFraming(Columns columns) {
    this.columns = columns;
  }

  @Override
  public void feed(byte[] chunk, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    int at = from;
    while (at < to) {
      int end = scan.scan(chunk, at, to);
      row.append(chunk, at, end);
      at = end;
      if (scan.isOver()) {
        endRecord(rows);
        at++;
      }
    }
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    if (scan.isQuoted()) {
      if (row.isTooLong()) {
        row.end(rows);
      }
      throw new UnreadableInputException(
          "A quote is opened and never closed; all from there on is one field", row.index());
    }
    endRecord(rows);
    if (meaning == null) {
      throw new UnreadableInputException("There is no header line", 0);
    }
  }

  // The second half of a CRLF ends an empty record, which is no row.
  private void endRecord(Consumer<Row> rows) throws UnreadableInputException {
    scan.begin();
    if (row.isEmpty()) {
      return;
    }
    if (meaning == null) {
      readHeader();
    } else {
      row.end(rows);
    }
  }

  private void readHeader() throws UnreadableInputException {
    byte[] line =
        row.take()
            .orElseThrow(() -> headerFault("longer than " + RowReader.MAX_ROW_BYTES + " bytes"));
    char separator = CsvHeader.separator(line);
    scan.separateBy(separator);
    splitter = new CsvSplitter(separator);
    try {
      meaning = columns.meaning(CsvHeader.of(splitter.split(line, line.length)));
    } catch (CharacterCodingException e) {
      throw headerFault("not valid UTF-8");
    } catch (CsvParseException e) {
      throw headerFault("not valid CSV");
    }
  }

  private static UnreadableInputException headerFault(String fault) {
    return new UnreadableInputException("The header line is " + fault, 0);
  }

  private void readRow(long index, byte[] bytes, int length, Consumer<Row> rows) {
    try {
      readFields(index, splitter.split(bytes, length), rows);
    } catch (FieldException e) {
      rows.accept(e.rejected(index));
    } catch (CharacterCodingException e) {
      rows.accept(Row.rejected(index, "not valid UTF-8"));
    } catch (CsvParseException e) {
      rows.accept(Row.rejected(index, "not valid CSV"));
    }
  }

  private void readFields(long index, String[] fields, Consumer<Row> rows) {
    Optional<Meaning> next = meaning.after(fields);
    if (next.isPresent()) {
      meaning = next.get();
    } else if (fields.length > meaning.width()) {
      rows.accept(Row.rejected(index, "more fields than the header line"));
    } else {
      meaning.read(index, fields, rows);
    }
  }
}
