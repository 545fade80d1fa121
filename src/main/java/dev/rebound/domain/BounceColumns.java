package dev.rebound.domain;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Stream;

/**
 * Rows of the list as the database sent them: one text for each column. A response copies the bytes
 * of each field; {@link #get} decodes a row for other callers.
 */
public final class BounceColumns extends AbstractList<Bounce> implements RandomAccess {
  /** The character between the fields of a column: U+001F, the unit separator. */
  public static final char SEPARATOR = '\u001f';

  private static final int COLUMNS = 4;

  private final List<Column> columns;

  private BounceColumns(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * The fields of a column in UTF-8, with a separator between two fields.
   *
   * @param ends the end of each field
   */
  public record Column(byte[] utf8, int[] ends) {
    private static Optional<Column> split(String text, int rows) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      // A character for each byte: a search in a string compares many at a time.
      String bytes = new String(utf8, StandardCharsets.ISO_8859_1);
      int[] ends = new int[rows];
      int end = -1;
      for (int row = 0; row < rows - 1; row++) {
        end = bytes.indexOf(SEPARATOR, end + 1);
        if (end < 0) {
          return Optional.empty();
        }
        ends[row] = end;
      }
      ends[rows - 1] = utf8.length;
      boolean isSplit = bytes.indexOf(SEPARATOR, end + 1) < 0;
      return isSplit ? Optional.of(new Column(utf8, ends)) : Optional.empty();
    }

    /** Returns the index of a field's first byte. */
    public int start(int row) {
      return row == 0 ? 0 : ends[row - 1] + 1;
    }

    /** Returns the index after a field's last byte. */
    public int end(int row) {
      return ends[row];
    }

    private String text(int row) {
      return new String(utf8, start(row), end(row) - start(row), StandardCharsets.UTF_8);
    }
  }

  /**
   * Splits columns into rows.
   *
   * @param rows their number, at least 1
   * @param created Unix seconds in decimal
   * @return empty if a field contains the separator
   */
  public static Optional<BounceColumns> split(
      int rows, String created, String email, String reason, String status) {
    List<Column> columns =
        Stream.of(created, email, reason, status)
            .flatMap(text -> Column.split(text, rows).stream())
            .toList();
    return columns.size() == COLUMNS ? Optional.of(new BounceColumns(columns)) : Optional.empty();
  }

  /** Returns the columns: created, email, reason and status. */
  public List<Column> columns() {
    return columns;
  }

  @Override
  public int size() {
    return columns.get(0).ends().length;
  }

  @Override
  public Bounce get(int row) {
    Objects.checkIndex(row, size());
    return new Bounce(
        Long.parseLong(columns.get(0).text(row)),
        columns.get(1).text(row),
        columns.get(2).text(row),
        columns.get(3).text(row));
  }
}
