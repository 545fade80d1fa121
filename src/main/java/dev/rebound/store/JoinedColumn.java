package dev.rebound.store;

import dev.rebound.domain.BounceColumns;

/** A column that a statement returns as one text, with a separator between its fields. */
final class JoinedColumn {
  private static final String SEPARATOR = String.valueOf(BounceColumns.SEPARATOR);
  private static final String JOIN =
      "string_agg(%%s, E'\\x%02x')".formatted((int) BounceColumns.SEPARATOR);

  private JoinedColumn() {}

  /** Returns the aggregate that joins a column of texts. */
  static String of(String column) {
    return JOIN.formatted(column);
  }

  /** Returns the fields, none of which contains the separator. */
  static String[] split(String text) {
    return text.split(SEPARATOR, -1);
  }
}
