package dev.rebound.api.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a bare array of bounces, keys in alphabetical order (contract, 3.1.1). Pages are most of
 * the service's output, so that it assembles them from bytes.
 */
public final class BounceJson {
  private static final byte[] CREATED = bytes("{\"created\":");
  private static final byte[] EMAIL = bytes(",\"email\":\"");
  private static final byte[] REASON = bytes("\",\"reason\":\"");
  private static final byte[] STATUS = bytes("\",\"status\":\"");
  private static final byte[] END = bytes("\"}");
  // Most rows are shorter.
  private static final int ROW_BYTES = 256;

  private BounceJson() {}

  public static Buffer of(List<Bounce> bounces) {
    JsonBytes json = new JsonBytes(ROW_BYTES * (bounces.size() + 1));
    json.add('[');
    for (int i = 0; i < bounces.size(); i++) {
      if (i > 0) {
        json.add(',');
      }
      write(json, bounces.get(i));
    }
    json.add(']');
    return json.toBuffer();
  }

  private static void write(JsonBytes json, Bounce bounce) {
    json.add(CREATED);
    json.add(bounce.created());
    json.add(EMAIL);
    json.addText(bounce.email());
    json.add(REASON);
    json.addText(bounce.reason());
    json.add(STATUS);
    json.addText(bounce.status());
    json.add(END);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A growing buffer of JSON in UTF-8. It scans text eight bytes at a time and copies text that
   * needs no escape, which is nearly all; Jackson escapes the rest.
   */
  private static final class JsonBytes {
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

    /** Adds the content of a string, without its quotation marks. */
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

    // Tests each byte by itself: a subtraction borrows from the highest bit of a byte that is below
    // a blank, or 0 after the quote or backslash was taken off. Bytes beyond ASCII need no escape.
    private static boolean hasEscaped(long eight) {
      long quotes = eight ^ QUOTES;
      long backslashes = eight ^ BACKSLASHES;
      long found =
          (eight - SPACES) & ~eight
              | (quotes - ONES) & ~quotes
              | (backslashes - ONES) & ~backslashes;
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
}
