package dev.rebound.ingest.csv;

/**
 * Finds the end of a CSV record (RFC 4180): a CR or LF outside of quotes. As in FastCSV, a quote
 * opens a quoted field only at the field's start. A quote in the middle of a reason therefore does
 * not swallow the next records.
 */
final class CsvScan {
  private enum Place {
    FIELD_START,
    BARE,
    QUOTED,
    /** After a quote in a quoted field: its end, or the first half of a doubled quote. */
    QUOTE,
    OVER
  }

  private Place place = Place.FIELD_START;
  private char separator;

  /** Sets the separator. Until then comma, semicolon, tab and bar all separate fields. */
  void separateBy(char found) {
    separator = found;
  }

  void begin() {
    place = Place.FIELD_START;
  }

  /** Returns the place of the record's line break in {@code chunk}, or {@code to}. */
  int scan(byte[] chunk, int from, int to) {
    // A local variable: writing a field at each byte slows the loop down.
    Place now = place;
    int at = from;
    while (at < to && now != Place.OVER) {
      byte b = chunk[at];
      if (now == Place.QUOTED) {
        now = b == '"' ? Place.QUOTE : Place.QUOTED;
        at++;
      } else if (b == '\n' || b == '\r') {
        now = Place.OVER;
      } else {
        now = b == '"' ? atQuote(now) : isSeparator(b) ? Place.FIELD_START : Place.BARE;
        at++;
      }
    }
    place = now;
    return at;
  }

  private static Place atQuote(Place now) {
    return now == Place.BARE ? Place.BARE : Place.QUOTED;
  }

  boolean isOver() {
    return place == Place.OVER;
  }

  /** Returns whether the last byte was inside of quotes. */
  boolean isQuoted() {
    return place == Place.QUOTED;
  }

  private boolean isSeparator(byte b) {
    return separator == 0 ? b == ',' || b == ';' || b == '\t' || b == '|' : b == separator;
  }
}
