package dev.rebound.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;

/** A table for a terminal: each column is as wide as its widest value. */
final class ConsoleTable {
  private static final int GAP = 2;

  private final List<String[]> rows = new ArrayList<>();

  ConsoleTable(String... header) {
    rows.add(header);
  }

  /** Adds a row. A null value is printed as a dash. */
  void add(Object... values) {
    rows.add(
        Arrays.stream(values)
            .map(value -> value == null ? "-" : value.toString())
            .toArray(String[]::new));
  }

  @Override
  public String toString() {
    Help.Column[] columns = new Help.Column[rows.get(0).length];
    for (int i = 0; i < columns.length; i++) {
      int column = i;
      int width = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
      columns[i] = new Help.Column(width + GAP, 0, Help.Column.Overflow.SPAN);
    }
    Help.TextTable table =
        Help.TextTable.forColumns(Help.defaultColorScheme(Help.Ansi.OFF), columns);
    rows.forEach(table::addRowValues);
    return table.toString();
  }
}
