package dev.rebound.seed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Rows in PostgreSQL's binary COPY format, so that the server parses no times and numbers. A value
 * is its length in bytes, then its bytes, in network byte order.
 */
final class CopyData {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final short TRAILER = -1;
  // PostgreSQL counts microseconds since the year 2000.
  private static final long EPOCH = 946_684_800L;

  private ByteBuffer bytes;

  /**
   * @param size the initial capacity in bytes
   */
  CopyData(int size) {
    bytes = ByteBuffer.allocate(size).put(SIGNATURE).putInt(0).putInt(0);
  }

  /** Starts a row with a number of columns. */
  CopyData row(int columns) {
    reserve(Short.BYTES).putShort((short) columns);
    return this;
  }

  CopyData number(long value) {
    reserve(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    return this;
  }

  /**
   * @param seconds Unix seconds
   */
  CopyData time(long seconds) {
    return number((seconds - EPOCH) * 1_000_000);
  }

  CopyData id(UUID value) {
    reserve(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    return this;
  }

  CopyData text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    reserve(Integer.BYTES + encoded.length).putInt(encoded.length).put(encoded);
    return this;
  }

  /** Ends the data, and returns a buffer with the data up to its position. */
  ByteBuffer end() {
    return reserve(Short.BYTES).putShort(TRAILER);
  }

  private ByteBuffer reserve(int length) {
    if (bytes.remaining() < length) {
      int size = Math.max(2 * bytes.capacity(), bytes.position() + length);
      bytes = ByteBuffer.allocate(size).put(bytes.flip());
    }
    return bytes;
  }
}
