package dev.rebound.ingest.json;

import dev.rebound.ingest.FramedRows.Framing;

/**
 * Finds the end of one JSON value by its brackets, quotes and backslashes, in one pass over its
 * bytes. Bytes of longer UTF-8 characters are never ASCII. The value may be invalid.
 */
final class ValueScan {
  private enum Place {
    BARE,
    NESTED,
    STRING,
    ESCAPE,
    OVER
  }

  private Place place = Place.OVER;
  private byte open;
  private byte close;
  private int depth;

  /** Starts a value. Its first byte is scanned again with the others. */
  void begin(byte first) {
    depth = 0;
    // An object ends with its last brace, an array with its last bracket. If both were counted, a
    // missing one inside an element would swallow the elements after it.
    open = first;
    close = (byte) (first == '{' ? '}' : ']');
    place = first == '{' || first == '[' || first == '"' ? Place.NESTED : Place.BARE;
  }

  /** Returns the place after the value's last byte in {@code chunk}, or {@code to}. */
  int scan(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && place != Place.OVER) {
      at =
          switch (place) {
            case BARE -> scanBare(chunk, at, to);
            case NESTED -> scanNested(chunk, at, to);
            case STRING -> scanString(chunk, at, to);
            default -> skipEscaped(at);
          };
    }
    return at;
  }

  boolean isOver() {
    return place == Place.OVER;
  }

  // A number or a word ends before the next separator.
  private int scanBare(byte[] chunk, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = chunk[at];
      if (Framing.isBlank(b) || b == ',' || b == ']' || b == '"' || b == '{' || b == '[') {
        place = Place.OVER;
        return at;
      }
    }
    return to;
  }

  private int scanNested(byte[] chunk, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = chunk[at];
      if (b == '"') {
        place = Place.STRING;
        return at + 1;
      } else if (b == open) {
        depth++;
      } else if (b == close && --depth == 0) {
        place = Place.OVER;
        return at + 1;
      }
    }
    return to;
  }

  private int scanString(byte[] chunk, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = chunk[at];
      if (b == '\\') {
        place = Place.ESCAPE;
        return at + 1;
      } else if (b == '"') {
        // At depth 0 the string is the value.
        place = depth == 0 ? Place.OVER : Place.NESTED;
        return at + 1;
      }
    }
    return to;
  }

  private int skipEscaped(int at) {
    place = Place.STRING;
    return at + 1;
  }
}
