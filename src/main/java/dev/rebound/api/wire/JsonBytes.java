package dev.rebound.api.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of JSON in UTF-8. It scans text eight bytes at a time and copies text that needs
 * no escape, which is nearly all; Jackson escapes the rest.
 */
final class JsonBytes {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x80 * ONES;
  private static final long SPACES = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private byte[] bytes;
  private int length;

  /**
   * @param size in bytes, to begin with
   */
  JsonBytes(int size) {
    bytes = new byte[size];
  }

  void add(char ascii) {
    makeRoom(1);
    bytes[length++] = (byte) ascii;
  }

  void add(long number) {
    add(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  void add(byte[] json) {
    makeRoom(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
  }

  /** What stands between a string's quotation marks. */
  void addText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    add(isPlain(utf8) ? utf8 : JsonStringEncoder.getInstance().quoteAsUTF8(text));
  }

  private static boolean isPlain(byte[] utf8) {
    int i = 0;
    for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
      if (hasEscaped((long) EIGHT.get(utf8, i))) {
        return false;
      }
    }
    for (; i < utf8.length; i++) {
      if (hasEscaped(utf8[i] & 0xff | SPACES << Byte.SIZE)) {
        return false;
      }
    }
    return true;
  }

  // In each byte by itself: subtracting borrows from the highest bit where a byte is below a blank,
  // or was one of the two before it was made 0. A byte whose highest bit is set is of no ASCII.
  private static boolean hasEscaped(long eight) {
    long quotes = eight ^ QUOTES;
    long backslashes = eight ^ BACKSLASHES;
    long found =
        (eight - SPACES) & ~eight | (quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes;
    return (found & HIGH_BITS) != 0;
  }

  private void makeRoom(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  Buffer toBuffer() {
    return Buffer.buffer(length).appendBytes(bytes, 0, length);
  }
}
