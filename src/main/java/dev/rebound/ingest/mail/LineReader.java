package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import java.util.function.Consumer;

/**
 * Splits the input into lines and collects the current message. All line ends (LF, CR, CRLF, and
 * the CR CR LF of broken copies) become LF. At most {@value #HELD} bytes of a line are held.
 */
final class LineReader {
  /** Longer than any line that a framing recognizes: a delimiter or a From line. */
  static final int HELD = 1024;

  private final MailFraming framing;
  private final RowBuffer message;
  private final byte[] held = new byte[HELD];
  private int length;
  private boolean isWithinLine;
  private boolean isSkipped;
  // CRs whose meaning depends on the next byte.
  private long returns;

  LineReader(MailFraming framing, RowBuffer message) {
    this.framing = framing;
    this.message = message;
  }

  void feed(byte[] chunk, int from, int to, Consumer<Row> rows) {
    for (int at = from; at < to; at++) {
      byte b = chunk[at];
      if (b == '\r') {
        returns++;
      } else {
        if (b == '\n') {
          returns = 0;
        } else {
          putReturns(rows);
        }
        put(b, rows);
      }
    }
  }

  void finish(Consumer<Row> rows) {
    putReturns(rows);
    if (length > 0) {
      flush(rows);
    }
  }

  private void putReturns(Consumer<Row> rows) {
    for (; returns > 0; returns--) {
      put((byte) '\n', rows);
    }
  }

  private void put(byte b, Consumer<Row> rows) {
    held[length++] = b;
    if (b == '\n' || length == HELD) {
      flush(rows);
      isWithinLine = b != '\n';
    }
  }

  private void flush(Consumer<Row> rows) {
    int from = 0;
    if (!isWithinLine) {
      from = framing.line(held, length, rows);
      isSkipped = from == MailFraming.SKIP;
    }
    if (!isSkipped) {
      message.append(held, from, length);
    }
    length = 0;
  }
}
