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
public final class JsonBytes {
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
   * @param size the initial size in bytes
   */
  public JsonBytes(int size) {
    bytes = new byte[size];
  }

  /** Returns the bytes of JSON that needs no escape, for {@link #add(byte[])}. */
  public static byte[] ascii(String json) {
    return json.getBytes(StandardCharsets.US_ASCII);
  }

  public void add(char ascii) {
    makeRoom(1);
    bytes[length++] = (byte) ascii;
  }

  public void add(long number) {
    add(ascii(Long.toString(number)));
  }

  public void add(byte[] json) {
    add(json, 0, json.length);
  }

  private void add(byte[] json, int from, int to) {
    makeRoom(to - from);
    System.arraycopy(json, from, bytes, length, to - from);
    length += to - from;
  }

  /** Adds the content of a string, without its quotation marks. */
  public void addText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    addText(utf8, 0, utf8.length);
  }

  /** Adds the content of a string, given in UTF-8, without its quotation marks. */
  public void addText(byte[] utf8, int from, int to) {
    if (isPlain(utf8, from, to)) {
      add(utf8, from, to);
    } else {
      String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
      add(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    }
  }

  private static boolean isPlain(byte[] utf8, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      if (hasEscaped((long) EIGHT.get(utf8, i))) {
        return false;
      }
    }
    for (; i < to; i++) {
      if (hasEscaped(utf8[i] & 0xff | SPACES << Byte.SIZE)) {
        return false;
      }
    }
    return true;
  }

  // Tests each byte by itself: a subtraction borrows from the highest bit of a byte that is below
  // a blank, or 0 after the quote or backslash was taken off. Bytes beyond ASCII need no escape.
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

  public Buffer toBuffer() {
    return Buffer.buffer(length).appendBytes(bytes, 0, length);
  }
}
