package dev.rebound.ingest.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The column names of a file. Case, blanks, underscores and hyphens make no difference: {@code
 * Created At} is {@code created_at}.
 *
 * @param names in normal form, in the order of the columns
 */
record CsvHeader(List<String> names) {
  private static final char[] SEPARATORS = {',', ';', '\t'};

  static CsvHeader of(String[] fields) {
    return new CsvHeader(Arrays.stream(fields).map(CsvHeader::normal).toList());
  }

  /** Returns the separator of the file: the most frequent one in this line, outside of quotes. */
  static char separator(byte[] line) {
    int[] counts = new int[SEPARATORS.length];
    boolean isQuoted = false;
    for (byte b : line) {
      isQuoted ^= b == '"';
      for (int i = 0; i < SEPARATORS.length && !isQuoted; i++) {
        counts[i] += b == SEPARATORS[i] ? 1 : 0;
      }
    }
    int most = 0;
    for (int i = 1; i < SEPARATORS.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return SEPARATORS[most];
  }

  /** Returns the normal form of a name, in which names are compared. */
  static String normal(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && c != '-' && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  int width() {
    return names.size();
  }

  boolean has(String name) {
    return names.contains(normal(name));
  }

  /**
   * Returns the column of the first of these names that the file has, or -1. Of two columns with
   * one name the first one counts.
   */
  int column(List<String> anyOf) {
    return anyOf.stream()
        .mapToInt(name -> names.indexOf(normal(name)))
        .filter(column -> column >= 0)
        .findFirst()
        .orElse(-1);
  }
}
