package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines. Whatever ends a line, LF, CR, CRLF or the CR CR LF of a copy gone wrong,
 * is told as LF, so that a message of mixed line ends has one kind. Of a line that has not ended no
 * more than its first {@value #HELD} bytes are held.
 */
final class Lines {
  /** More than the longest line that a framing has to know: a delimiter or a From line. */
  static final int HELD = 1024;

  /** Takes the lines. */
  interface Framing {
    /**
     * Takes a line or, when it is longer, its first {@value Lines#HELD} bytes.
     *
     * @param length how many of {@code bytes} it has, its LF included
     */
    void line(byte[] bytes, int length, Consumer<Row> rows);

    /** Takes what follows of a longer line. */
    void more(byte[] bytes, int length);
  }

  private final Framing framing;
  private final byte[] held = new byte[HELD];
  private int length;
  private boolean isLong;
  // Whether a CR is a line's end or half of one shows with the next byte.
  private long returns;

  Lines(Framing framing) {
    this.framing = framing;
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
      give(rows);
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
      give(rows);
      isLong = b != '\n';
    }
  }

  private void give(Consumer<Row> rows) {
    if (isLong) {
      framing.more(held, length);
    } else {
      framing.line(held, length, rows);
    }
    length = 0;
  }
}
