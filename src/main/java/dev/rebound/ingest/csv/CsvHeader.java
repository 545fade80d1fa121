package dev.rebound.ingest.csv;

import dev.rebound.ingest.TextFields;
import java.util.Arrays;
import java.util.List;

/**
 * The column names of a file. Case, blanks, underscores and hyphens make no difference: {@code
 * Created At} is {@code created_at}.
 *
 * @param titles as the file has them, in the order of the columns
 * @param names in normal form
 */
record CsvHeader(List<String> titles, List<String> names) {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  static CsvHeader of(String[] fields) {
    List<String> titles = Arrays.stream(fields).map(String::strip).toList();
    return new CsvHeader(titles, titles.stream().map(TextFields::normal).toList());
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

  int width() {
    return names.size();
  }

  /** Returns the column of the first of these names that the file has, or -1. */
  int column(List<String> anyOf) {
    List<Integer> columns = columns(anyOf);
    return columns.isEmpty() ? -1 : columns.get(0);
  }

  /** Returns the columns with these names, in their order; of equal names the first column. */
  List<Integer> columns(List<String> anyOf) {
    return anyOf.stream()
        .map(name -> names.indexOf(TextFields.normal(name)))
        .filter(column -> column >= 0)
        .toList();
  }
}
