package dev.rebound.ingest.log;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the log of a mail server, line by line. The lines of delivery attempts are rows; all other
 * lines are skipped.
 */
abstract class MailLog extends FramedRows {
  static final Row DELIVERED = new Row.Ignored("delivered");
  static final Row DELAYED = new Row.Ignored("delayed");
  static final Row OTHER = new Row.Ignored("other");

  /** Reads one line. */
  interface LineReader {

    /**
     * Passes on the rows of a line: none if it reports no delivery attempt.
     *
     * @param index the line's place in the input, from 0
     * @throws FieldException if the line's only row is rejected
     */
    void read(long index, LogLine line, Consumer<Row> rows);
  }

  MailLog(LineReader reader) {
    super(new LineFraming(new RowBuffer(parser(reader))));
  }

  private static RowBuffer.RowParser parser(LineReader reader) {
    return (index, bytes, length, rows) -> {
      Optional<LogLine> line = LogLine.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
      try {
        line.ifPresent(found -> reader.read(index, found, rows));
      } catch (FieldException e) {
        rows.accept(e.rejected(index));
      }
    };
  }
}
