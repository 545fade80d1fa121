package dev.rebound.ingest;

import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads rows from gzip (RFC 1952), one member or several behind each other, unpacked a piece at a
 * time. Zeros behind a member are the padding of whoever stored it, as to other readers of gzip;
 * anything else there is an error and never passed over.
 */
public final class GzipRows implements RowReader {
  /**
   * The bytes of a chunk to feed at once. It may unpack to a thousand times its length, and between
   * two of them the consumer may wait for room.
   */
  public static final int CHUNK_BYTES = 1 << 10;

  private static final int PIECE = 8192;
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int DEFLATE = 8;
  private static final int CRC_FLAG = 2;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int COMMENT_FLAG = 16;

  private enum Place {
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    DATA,
    TRAILER
  }

  private final RowReader rows;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] piece = new byte[PIECE];
  private final byte[] fixed = new byte[FIXED_HEADER];
  private Place place = Place.HEADER;
  private int seen;
  private int extraLength;
  private long members;

  /**
   * @param rows reads what was unpacked
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
      if (place == Place.DATA) {
        at = inflate(chunk, at, end, consumer);
      } else {
        step(chunk[at++]);
      }
    }
  }

  @Override
  public void finish(Consumer<Row> consumer) throws UnreadableInputException {
    boolean isWhole = place == Place.HEADER && seen == 0 && members > 0;
    if (!isWhole) {
      throw broken("The gzip data breaks off");
    }
    // Gives back at once what it holds outside of Java's memory; otherwise the collector does.
    inflater.end();
    rows.finish(consumer);
  }

  private int inflate(byte[] chunk, int from, int to, Consumer<Row> consumer)
      throws UnreadableInputException {
    inflater.setInput(chunk, from, to - from);
    try {
      int length = inflater.inflate(piece);
      while (length > 0) {
        crc.update(piece, 0, length);
        rows.feed(piece, 0, length, consumer);
        length = inflater.inflate(piece);
      }
    } catch (DataFormatException e) {
      throw broken("The gzip data is damaged");
    }
    if (inflater.needsDictionary()) {
      throw broken("The gzip data is damaged");
    }
    if (inflater.finished()) {
      moveTo(Place.TRAILER);
    }
    return to - inflater.getRemaining();
  }

  private void step(byte b) throws UnreadableInputException {
    switch (place) {
      case HEADER -> {
        if (members == 0 || seen > 0 || b != 0) {
          fixed(b);
        }
      }
      case TRAILER -> fixed(b);
      case EXTRA_LENGTH -> {
        extraLength |= (b & 0xff) << 8 * seen++;
        if (seen == 2) {
          afterHeader(extraLength == 0 ? Place.EXTRA : Place.EXTRA_LENGTH);
        }
      }
      case EXTRA -> passOver(++seen == extraLength);
      case NAME, COMMENT -> passOver(b == 0);
      default -> passOver(++seen == 2);
    }
  }

  private void passOver(boolean isLast) {
    if (isLast) {
      afterHeader(place);
    }
  }

  private void fixed(byte b) throws UnreadableInputException {
    fixed[seen++] = b;
    if (place == Place.HEADER && seen == FIXED_HEADER) {
      if (number(0, 2) != 0x8b1f || fixed[2] != DEFLATE) {
        throw broken(members == 0 ? "The input is not gzip" : "What follows the gzip data is none");
      }
      afterHeader(Place.HEADER);
    } else if (place == Place.TRAILER && seen == TRAILER) {
      endMember();
    }
  }

  private void endMember() throws UnreadableInputException {
    boolean isSound =
        number(0, 4) == crc.getValue()
            && number(4, 4) == (inflater.getBytesWritten() & 0xffffffffL);
    if (!isSound) {
      throw broken("The gzip data is damaged");
    }
    inflater.reset();
    crc.reset();
    members++;
    moveTo(Place.HEADER);
  }

  /** Little-endian. */
  private long number(int from, int length) {
    long number = 0;
    for (int i = length - 1; i >= 0; i--) {
      number = number << 8 | fixed[from + i] & 0xff;
    }
    return number;
  }

  /** The parts of a header that are there follow each other in the order of their places. */
  private void afterHeader(Place last) {
    int flags = fixed[3];
    if (last == Place.EXTRA_LENGTH) {
      moveTo(Place.EXTRA);
    } else if (last.compareTo(Place.EXTRA_LENGTH) < 0 && (flags & EXTRA_FLAG) != 0) {
      extraLength = 0;
      moveTo(Place.EXTRA_LENGTH);
    } else if (last.compareTo(Place.NAME) < 0 && (flags & NAME_FLAG) != 0) {
      moveTo(Place.NAME);
    } else if (last.compareTo(Place.COMMENT) < 0 && (flags & COMMENT_FLAG) != 0) {
      moveTo(Place.COMMENT);
    } else if (last.compareTo(Place.HEADER_CRC) < 0 && (flags & CRC_FLAG) != 0) {
      moveTo(Place.HEADER_CRC);
    } else {
      moveTo(Place.DATA);
    }
  }

  private void moveTo(Place next) {
    place = next;
    seen = 0;
  }

  private static UnreadableInputException broken(String message) {
    return new UnreadableInputException(message, UnreadableInputException.NO_INDEX);
  }
}
