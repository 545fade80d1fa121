package dev.rebound.ingest.format;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.csv.CsvMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the rows of a file whose format is given, or shows in its name or its first bytes. Rejected
 * rows get the line at which they end.
 */
public final class DetectedRows implements RowReader {
  private static final int HEAD_BYTES = 1 << 12;

  private final CsvMapping mapping;
  // What the rows of an export are, as far as its name says it.
  private final Optional<RowKind> kindOfFile;
  private final RowDefaults defaults;
  private final byte[] head = new byte[HEAD_BYTES];
  private int headLength;
  private Optional<InputFormat> format;
  private Optional<RowReader> reader = Optional.empty();
  private long line = 1;

  /**
   * @param format empty to detect it
   * @param fileName may be empty
   * @param mapping the columns of CSV; ignored for other formats
   */
  public DetectedRows(
      Optional<InputFormat> format, String fileName, CsvMapping mapping, RowDefaults defaults) {
    this.format = format.or(() -> InputFormat.ofName(fileName));
    this.mapping = mapping.ofFile(fileName);
    this.kindOfFile = mapping.kind().isEmpty() ? this.mapping.kind() : Optional.empty();
    this.defaults = defaults;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> rows)
      throws UnreadableInputException {
    int begin = reader.isPresent() ? 0 : Math.min(length, HEAD_BYTES - headLength);
    System.arraycopy(chunk, offset, head, headLength, begin);
    headLength += begin;
    boolean isHead = reader.isEmpty() && format.isEmpty() && headLength < HEAD_BYTES;
    if (isHead) {
      return;
    }
    start(rows);
    feedLines(chunk, offset + begin, offset + length, rows);
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    start(rows);
    reader.get().finish(numbered(rows));
  }

  private void start(Consumer<Row> rows) throws UnreadableInputException {
    if (reader.isEmpty()) {
      InputFormat found = format.or(this::ofHead).orElseThrow(DetectedRows::unknownFormat);
      format = Optional.of(found);
      reader = Optional.of(found.reader(mapping, defaults));
      feedLines(head, 0, headLength, rows);
    }
  }

  private Optional<InputFormat> ofHead() {
    return InputFormat.ofContent(Arrays.copyOf(head, headLength));
  }

  private static UnreadableInputException unknownFormat() {
    return new UnreadableInputException("The format is unknown", 0, "format");
  }

  // A line at a time: a row that ends within it ends at its number.
  private void feedLines(byte[] bytes, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    RowReader lines = reader.get();
    Consumer<Row> numbered = numbered(rows);
    int at = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        // In UTF-16, a zero may follow as the second half of the line break.
        int end = i + 1 < to && bytes[i + 1] == 0 ? i + 2 : i + 1;
        lines.feed(bytes, at, end - at, numbered);
        at = end;
        line++;
      }
    }
    lines.feed(bytes, at, to - at, numbered);
  }

  private Consumer<Row> numbered(Consumer<Row> rows) {
    return row ->
        rows.accept(
            row instanceof Row.Rejected bad
                ? new Row.Rejected(bad.row().atLine(line))
                : ofFile(row));
  }

  // The name of an export applies to its JSON too. CSV heeds it by itself.
  private Row ofFile(Row row) {
    boolean isJson =
        format
            .filter(found -> found == InputFormat.JSON || found == InputFormat.NDJSON)
            .isPresent();
    if (kindOfFile.isEmpty() || !isJson || !(row instanceof Row.Event told)) {
      return row;
    }
    BounceEvent event = told.event();
    Optional<BounceType> type = kindOfFile.get().type();
    return type.isEmpty()
        ? new Row.Ignored(kindOfFile.get().name())
        : new Row.Event(
            new BounceEvent(
                event.email(),
                event.occurredAt(),
                type.get(),
                event.reason(),
                event.status(),
                event.verdict()));
  }

  @Override
  public void flushHeld(Consumer<Row> rows) throws UnreadableInputException {
    start(rows);
  }

  /** Returns the format, as soon as it is known. */
  public Optional<InputFormat> format() {
    return format;
  }

  @Override
  public Optional<List<Column>> columns() {
    return reader.flatMap(RowReader::columns);
  }
}
