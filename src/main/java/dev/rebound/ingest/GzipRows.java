package dev.rebound.ingest;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads rows from gzip (RFC 1952) of one or more members, and inflates a piece at a time. Zeros
 * after a member are padding, as in other gzip readers; any other trailing data is an error.
 */
public final class GzipRows implements RowReader {
  private static final int MAX_CHUNK = 1 << 10;
  private static final int PIECE = 8192;
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int CRC_FLAG = 2;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int COMMENT_FLAG = 16;
  private static final int ZERO_TERMINATED = -1;

  private enum Part {
    HEADER(10),
    EXTRA_LENGTH(2),
    EXTRA(0),
    NAME(ZERO_TERMINATED),
    COMMENT(ZERO_TERMINATED),
    HEADER_CRC(2),
    DATA(0),
    TRAILER(8);

    private final int length;

    Part(int length) {
      this.length = length;
    }
  }

  private final RowReader rows;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] piece = new byte[PIECE];
  // The start of the current part.
  private final byte[] held = new byte[Part.HEADER.length];
  private final Queue<Part> next = new ArrayDeque<>();
  private Part part = Part.HEADER;
  private int length = Part.HEADER.length;
  private int seen;
  private long members;

  /**
   * @param rows reads the inflated data
   */
  public GzipRows(RowReader rows) {
    this.rows = rows;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> consumer)
      throws UnreadableInputException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (part == Part.DATA) {
        at = inflate(chunk, at, end, consumer);
      } else {
        read(chunk[at++]);
      }
    }
  }

  @Override
  public void finish(Consumer<Row> consumer) throws UnreadableInputException {
    boolean isComplete = part == Part.HEADER && seen == 0 && members > 0;
    if (!isComplete) {
      throw new UnreadableInputException("The gzip data is truncated");
    }
    // Frees native memory now instead of at the next garbage collection.
    inflater.end();
    rows.finish(consumer);
  }

  @Override
  public void flushHeld(Consumer<Row> consumer) throws UnreadableInputException {
    rows.flushHeld(consumer);
  }

  @Override
  public int maxChunkBytes() {
    return MAX_CHUNK;
  }

  @Override
  public Optional<List<Column>> columns() {
    return rows.columns();
  }

  private int inflate(byte[] chunk, int from, int to, Consumer<Row> consumer)
      throws UnreadableInputException {
    inflater.setInput(chunk, from, to - from);
    try {
      int count = inflater.inflate(piece);
      while (count > 0) {
        crc.update(piece, 0, count);
        rows.feed(piece, 0, count, consumer);
        count = inflater.inflate(piece);
      }
    } catch (DataFormatException e) {
      throw new UnreadableInputException("The gzip data is damaged");
    }
    if (inflater.needsDictionary()) {
      throw new UnreadableInputException("The gzip data is damaged");
    }
    if (inflater.finished()) {
      begin(Part.TRAILER);
    }
    return to - inflater.getRemaining();
  }

  private void read(byte b) throws UnreadableInputException {
    boolean isPadding = part == Part.HEADER && members > 0 && seen == 0 && b == 0;
    if (length == ZERO_TERMINATED && b == 0) {
      endPart();
    } else if (length != ZERO_TERMINATED && !isPadding) {
      if (seen < held.length) {
        held[seen] = b;
      }
      if (++seen == length) {
        endPart();
      }
    }
  }

  private void endPart() throws UnreadableInputException {
    switch (part) {
      case HEADER -> readHeader();
      case EXTRA_LENGTH -> readExtraLength();
      case TRAILER -> endMember();
      default -> begin(next.remove());
    }
  }

  private void readHeader() throws UnreadableInputException {
    if (number(0, 2) != MAGIC || held[2] != DEFLATE) {
      throw new UnreadableInputException(
          members == 0
              ? "The input is not gzip"
              : "Trailing data after the gzip stream is not gzip");
    }
    addPart(EXTRA_FLAG, Part.EXTRA_LENGTH);
    addPart(NAME_FLAG, Part.NAME);
    addPart(COMMENT_FLAG, Part.COMMENT);
    addPart(CRC_FLAG, Part.HEADER_CRC);
    next.add(Part.DATA);
    begin(next.remove());
  }

  private void addPart(int flag, Part optional) {
    if ((held[3] & flag) != 0) {
      next.add(optional);
    }
  }

  private void readExtraLength() {
    int extraLength = (int) number(0, 2);
    if (extraLength == 0) {
      begin(next.remove());
    } else {
      begin(Part.EXTRA);
      length = extraLength;
    }
  }

  private void endMember() throws UnreadableInputException {
    boolean isSound =
        number(0, 4) == crc.getValue()
            && number(4, 4) == (inflater.getBytesWritten() & 0xffffffffL);
    if (!isSound) {
      throw new UnreadableInputException("The gzip data is damaged");
    }
    inflater.reset();
    crc.reset();
    members++;
    begin(Part.HEADER);
  }

  private void begin(Part following) {
    part = following;
    length = following.length;
    seen = 0;
  }

  /** Returns a little-endian number from the start of the current part. */
  private long number(int from, int count) {
    long number = 0;
    for (int i = count - 1; i >= 0; i--) {
      number = number << 8 | held[from + i] & 0xff;
    }
    return number;
  }
}
