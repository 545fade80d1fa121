package dev.rebound.ingest;

import java.util.function.Consumer;

/** Skips a UTF-8 byte order mark at the start; everything else is another framing's. */
public final class UnmarkedFraming implements Framing {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Framing framing;
  private int marked;

  public UnmarkedFraming(Framing framing) {
    this.framing = framing;
  }

  @Override
  public void feed(byte[] chunk, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    framing.feed(chunk, skipMark(chunk, from, to, rows), to, rows);
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    giveBackMark(rows);
    framing.finish(rows);
  }

  private int skipMark(byte[] chunk, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    int at = from;
    while (at < to && marked < MARK.length) {
      if (chunk[at] == MARK[marked]) {
        at++;
        marked++;
      } else {
        giveBackMark(rows);
      }
    }
    return at;
  }

  // What began like a mark and went on otherwise is text.
  private void giveBackMark(Consumer<Row> rows) throws UnreadableInputException {
    if (marked < MARK.length) {
      int seen = marked;
      marked = MARK.length;
      framing.feed(MARK, 0, seen, rows);
    }
  }
}
