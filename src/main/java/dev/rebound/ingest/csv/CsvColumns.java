package dev.rebound.ingest.csv;

import dev.rebound.ingest.AddressText;
import dev.rebound.ingest.ListField;
import dev.rebound.ingest.ListRow;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader.Column;
import dev.rebound.ingest.UnreadableInputException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The columns of a list.
 *
 * @param fields the columns that may hold a field, from 0, the best first
 * @param flags the columns whose values name kinds together with the column, by name
 * @param isHeaderless whether the first line is a row
 */
record CsvColumns(
    int width,
    Map<ListField, List<Integer>> fields,
    Map<String, Integer> flags,
    boolean isHeaderless) {
  private static final String MAP = "map";
  private static final String AS = "as";

  /** The option of a list whose header line lacks a column. */
  static final Optional<String> NO_COLUMN = Optional.of(MAP);

  /** The option of a list that does not say what its rows are. */
  static final Optional<String> NO_KIND = Optional.of(AS);

  /**
   * Finds the columns of a list.
   *
   * @throws UnreadableInputException when a mapped column is missing
   */
  static CsvColumns of(CsvHeader header, CsvMapping mapping) throws UnreadableInputException {
    return mapping.given().isEmpty() ? known(header) : named(header, mapping);
  }

  /**
   * Requires the columns that a list cannot do without.
   *
   * @throws UnreadableInputException when the address column is missing, or when neither a column
   *     nor the mapping says what the rows are
   */
  void requireComplete(CsvHeader header, CsvMapping mapping) throws UnreadableInputException {
    if (!fields.containsKey(ListField.EMAIL)) {
      throw new UnreadableInputException(
          "The header line has no address column such as email, address or recipient", 0, MAP);
    }
    if (!sayKinds() && mapping.kind(header).isEmpty()) {
      throw new UnreadableInputException(
          isHeaderless
              ? "The list has no header line"
              : "The list has no column of types, reasons or status codes",
          0,
          AS);
    }
  }

  /** Returns whether the line names a column of addresses. */
  boolean namesAddresses() {
    return !isHeaderless && fields.containsKey(ListField.EMAIL);
  }

  private boolean sayKinds() {
    return flags.keySet().stream().anyMatch(RowKind::isYesOrNo)
        || fields.containsKey(ListField.REASON)
        || fields.containsKey(ListField.STATUS)
        || fields.containsKey(ListField.TYPE)
        || fields.containsKey(ListField.CLASSIFICATION);
  }

  private static CsvColumns known(CsvHeader header) {
    Map<ListField, List<Integer>> fields = new EnumMap<>(ListField.class);
    for (ListField field : ListField.values()) {
      List<Integer> found = header.columns(field.names());
      if (!found.isEmpty()) {
        fields.put(field, found);
      }
    }
    Map<String, Integer> flags = new HashMap<>();
    for (String name : header.names()) {
      if (RowKind.isFlag(name)) {
        flags.put(name, header.names().indexOf(name));
      }
    }
    return fields.isEmpty()
        ? headerless(header)
        : new CsvColumns(header.width(), fields, flags, false);
  }

  /** Returns the columns of a list whose first line has an address, but no name of a column. */
  private static CsvColumns headerless(CsvHeader header) {
    Map<ListField, List<Integer>> fields = new EnumMap<>(ListField.class);
    List<Integer> found =
        IntStream.range(0, header.width())
            .filter(column -> AddressText.parseEntry(header.titles().get(column)).isPresent())
            .boxed()
            .toList();
    boolean isAddressesOnly =
        found.size() == header.titles().stream().filter(title -> !title.isEmpty()).count();
    // Of two addresses beside other values, one is the sender's.
    if (found.size() == 1 || isAddressesOnly && !found.isEmpty()) {
      fields.put(ListField.EMAIL, found);
    }
    List<Integer> kinds =
        IntStream.range(0, header.width())
            .filter(column -> RowKind.of(header.titles().get(column)).isPresent())
            .boxed()
            .toList();
    if (!fields.isEmpty() && !kinds.isEmpty()) {
      fields.put(ListField.TYPE, kinds);
    }
    return new CsvColumns(header.width(), fields, Map.of(), !fields.isEmpty());
  }

  private static CsvColumns named(CsvHeader header, CsvMapping mapping)
      throws UnreadableInputException {
    Map<ListField, List<Integer>> fields = new EnumMap<>(ListField.class);
    for (Map.Entry<String, String> entry : mapping.given().entrySet()) {
      int column = header.column(List.of(entry.getValue()));
      if (column < 0) {
        throw new UnreadableInputException(
            "The header line lacks the column \"" + entry.getValue() + "\"", 0, MAP);
      }
      fields.put(CsvMapping.field(entry.getKey()), List.of(column));
    }
    return new CsvColumns(header.width(), fields, Map.of(), false);
  }

  /** Returns the values of a record by their fields. */
  ListRow row(String[] record) {
    Map<ListField, List<String>> values = new EnumMap<>(ListField.class);
    fields.forEach(
        (field, places) ->
            values.put(
                field,
                places.stream()
                    .filter(column -> column < record.length && !record[column].isBlank())
                    .map(column -> record[column])
                    .toList()));
    if (isHeaderless) {
      // A line of addresses only.
      values.computeIfPresent(
          ListField.EMAIL,
          (field, addresses) ->
              addresses.size() > 1 ? List.of(String.join(";", addresses)) : addresses);
    }
    Map<String, String> yesAndNo = new HashMap<>();
    flags.forEach(
        (name, column) -> yesAndNo.put(name, column < record.length ? record[column] : ""));
    return new ListRow(values, yesAndNo);
  }

  /** Returns all columns, each with the fields that it holds. */
  List<Column> use(CsvHeader header) {
    return IntStream.range(0, width)
        .mapToObj(column -> new Column(name(header, column), fieldsIn(header, column)))
        .toList();
  }

  private String name(CsvHeader header, int column) {
    return isHeaderless ? "column " + (column + 1) : header.titles().get(column);
  }

  private List<String> fieldsIn(CsvHeader header, int column) {
    List<String> held =
        fields.entrySet().stream()
            .filter(field -> field.getValue().contains(column))
            .map(field -> field.getKey().label())
            .toList();
    boolean isFlag = held.isEmpty() && flags.containsKey(header.names().get(column));
    return isFlag ? List.of(ListField.TYPE.label()) : held;
  }
}
