package dev.rebound.ingest.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.FramedRows.Framing;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends a row at the end of each CSV record. Empty records are not rows, and the first record is the
 * header. Records are separated on their bytes: broken UTF-8 or a stray quote affects its own
 * record only, and a record that is too long is not held.
 */
final class CsvFraming implements Framing {
  interface RecordReader {

    int width();

    /**
     * Passes on the results of a record: mostly one.
     *
     * @param index the number of the record, from 0
     * @param fields in the order of the columns, from 1 to {@link #width} of them
     * @throws FieldException when the record is rejected
     */
    void read(long index, String[] fields, Consumer<Row> rows);

    /** Returns whether the line that was read as the header is a record itself. */
    default boolean startsWithRow() {
      return false;
    }

    /** Returns the reader of the records below this one, when this one is another header line. */
    default Optional<RecordReader> after(String[] fields) {
      return Optional.empty();
    }
  }

  /** Chooses the record reader for a header line. */
  interface HeaderReader {

    /**
     * Returns the reader of the records below the header.
     *
     * @throws UnreadableInputException when the header lacks a column
     */
    RecordReader read(CsvHeader header) throws UnreadableInputException;
  }

  private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=([,;\\t|])\"?");
  // The lines above the records of a tracking log of Exchange; the last has the column names.
  private static final Pattern DIRECTIVE = Pattern.compile("#(?:Software|Version|Log-type|Date): ");
  private static final String FIELDS = "#Fields: ";
  // Titles and the like above the header line.
  private static final int MAX_TITLE_LINES = 10;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final HeaderReader headers;
  private final CsvScan scan = new CsvScan();
  private final RowBuffer row = new RowBuffer(this::parse);
  private CsvReader.CsvReaderBuilder csv;
  private RecordReader records;
  // 0 until a line names it.
  private char separator;
  // The fault of the first line, until a later line is the header.
  private Optional<UnreadableInputException> fault = Optional.empty();
  private int titleLines;
  private boolean hasWideTitle;
  // The line #Fields, and whether a later one differs.
  private Optional<String> fieldNames = Optional.empty();
  private boolean hasOtherColumns;

  CsvFraming(HeaderReader headers) {
    this.headers = headers;
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
          "A quoted field is never closed: it holds all of the input after it", row.index());
    }
    endRecord(rows);
    if (records == null) {
      throw fault.orElseGet(() -> new UnreadableInputException("There is no header line", 0));
    }
  }

  // The LF of a CRLF ends an empty record.
  private void endRecord(Consumer<Row> rows) throws UnreadableInputException {
    scan.begin();
    if (row.isEmpty()) {
      return;
    }
    if (records == null) {
      readHeader(rows);
    } else {
      row.end(rows);
    }
  }

  private void readHeader(Consumer<Row> rows) throws UnreadableInputException {
    byte[] line =
        row.take()
            .orElseThrow(() -> headerFault("longer than " + RowReader.MAX_ROW_BYTES + " bytes"));
    String text = new String(line, StandardCharsets.ISO_8859_1);
    Matcher named = SEPARATOR_LINE.matcher(text);
    if (separator == 0 && named.matches()) {
      separator = named.group(1).charAt(0);
    } else if (text.startsWith(FIELDS)) {
      fieldNames = Optional.of(text);
      readColumns(text.substring(FIELDS.length()).getBytes(StandardCharsets.ISO_8859_1), rows);
    } else if (!DIRECTIVE.matcher(text).lookingAt()) {
      readColumns(line, rows);
    }
  }

  private void readColumns(byte[] line, Consumer<Row> rows) throws UnreadableInputException {
    char found = separator == 0 ? CsvHeader.separator(line) : separator;
    scan.separateBy(found);
    csv = CsvReader.builder().fieldSeparator(found);
    try {
      readColumns(CsvHeader.of(split(line, line.length)));
    } catch (CsvParseException e) {
      throw headerFault("not valid CSV");
    }
    if (records == null) {
      scan.separateBy(separator);
    } else if (records.startsWithRow()) {
      row.append(line, 0, line.length);
      row.end(rows);
    }
  }

  /** Reads a header line, or passes a line above it. */
  private void readColumns(CsvHeader header) throws UnreadableInputException {
    try {
      RecordReader found = headers.read(header);
      // Below other columns, a line with an address is a row of theirs.
      records = hasWideTitle && found.startsWithRow() ? null : found;
    } catch (UnreadableInputException e) {
      boolean isList = fault.isPresent() && !hasWideTitle && e.option().equals(CsvColumns.NO_KIND);
      boolean isTitle = fault.isPresent() || e.option().equals(CsvColumns.NO_COLUMN);
      if (isList || !isTitle) {
        throw e;
      }
      fault = fault.or(() -> Optional.of(e));
    }
    boolean isWide = header.names().stream().filter(name -> !name.isEmpty()).count() > 1;
    hasWideTitle |= records == null && isWide;
    if (records == null && ++titleLines > MAX_TITLE_LINES) {
      throw fault.orElseThrow();
    }
  }

  private static UnreadableInputException headerFault(String fault) {
    return new UnreadableInputException("The header line is " + fault, 0);
  }

  private void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    try {
      read(index, split(bytes, length), rows);
    } catch (FieldException e) {
      rows.accept(e.rejected(index));
    } catch (CsvParseException e) {
      rows.accept(Row.rejected(index, "not valid CSV"));
    }
  }

  private void read(long index, String[] fields, Consumer<Row> rows) {
    if (fieldNames.isPresent() && fields[0].startsWith("#")) {
      // Another log follows.
      String text = String.join(",", fields);
      hasOtherColumns = text.startsWith(FIELDS) ? !fieldNames.get().equals(text) : hasOtherColumns;
      return;
    }
    if (hasOtherColumns) {
      throw new FieldException("#Fields", "differs from the first such line");
    }
    Optional<RecordReader> next = records.after(fields);
    if (next.isPresent()) {
      records = next.get();
    } else if (length(fields) > records.width()) {
      rows.accept(Row.rejected(index, "more fields than the header line"));
    } else {
      records.read(index, withoutRest(fields), rows);
    }
  }

  private String[] withoutRest(String[] fields) {
    int width = records.width();
    return fields.length > width ? Arrays.copyOf(fields, width) : fields;
  }

  // Spreadsheets add separators at the end of rows.
  private int length(String[] fields) {
    int length = fields.length;
    while (length > records.width() && fields[length - 1].isBlank()) {
      length--;
    }
    return length;
  }

  /**
   * Returns the fields of one record, without their quotes.
   *
   * @throws CsvParseException when text follows a closing quote, or above 16,384 fields
   */
  private String[] split(byte[] bytes, int length) {
    return csv.ofSingleCsvRecord(StringArrayHandler.of(), decode(bytes, length));
  }

  // Servers reply in Latin-1, and exports keep their bytes: a wrong letter in a reason must not
  // cost
  // the row.
  private static String decode(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, 0, length, WINDOWS_1252);
    }
  }
}
