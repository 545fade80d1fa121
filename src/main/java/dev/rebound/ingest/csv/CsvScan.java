package dev.rebound.ingest.csv;

/**
 * Finds the end of one CSV record (RFC 4180): a line break, CR or LF, outside of quotes. A quote
 * opens only where a field begins; elsewhere it is text, so that one in the middle of a reason does
 * not take the next records along. This is also how FastCSV reads quotes.
 */
final class CsvScan {
  private enum Place {
    FIELD_START,
    BARE,
    QUOTED,
    /** After a quote in a quoted field: the field's end, or half of a doubled quote. */
    QUOTE,
    OVER
  }

  private Place place = Place.FIELD_START;
  private char separator;

  /** Until this is told, each of comma, semicolon and tab separates fields. */
  void separateBy(char told) {
    separator = told;
  }

  void begin() {
    place = Place.FIELD_START;
  }

  /** Returns where the record ends in {@code chunk}: at its line break, or {@code to}. */
  int scan(byte[] chunk, int from, int to) {
    // In a local variable, as a field that is written at each byte slows the loop.
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

  /** Whether the last byte was within quotes. */
  boolean isQuoted() {
    return place == Place.QUOTED;
  }

  private boolean isSeparator(byte b) {
    return separator == 0 ? b == ',' || b == ';' || b == '\t' : b == separator;
  }
}
