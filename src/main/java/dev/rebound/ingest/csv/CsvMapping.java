package dev.rebound.ingest.csv;

import dev.rebound.domain.BounceType;
import dev.rebound.ingest.UnreadableInputException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Maps the fields of a row to the columns of a list.
 *
 * @param given column names by field; empty to find the columns by the names that SendGrid,
 *     Mailgun, Amazon SES and Postmark use
 * @param always the type of all bounces and blocks, instead of the list's own
 */
public record CsvMapping(Map<String, String> given, Optional<BounceType> always) {
  /** Reads the header, which may also be that of a PowerMTA accounting file. */
  public static final CsvMapping AUTOMATIC = new CsvMapping(Map.of(), Optional.empty());

  private static final String ALWAYS = "type:";
  private static final String FIELDS = "email, created, reason, status, type and classification";

  public CsvMapping {
    given = Map.copyOf(given);
    for (String field : given.keySet()) {
      field(field);
    }
    if (!given.isEmpty() && !given.containsKey(CsvField.EMAIL.label())) {
      throw new IllegalArgumentException("the mapping must name the address column: email=…");
    }
    if (always.isPresent() && given.containsKey(CsvField.TYPE.label())) {
      throw new IllegalArgumentException(
          "type is either a column (type=…) or the same for all rows (type:…)");
    }
  }

  /**
   * Parses a mapping such as {@code email=Address,reason=Error,type:blocked}: pairs of a field and
   * a column name, separated by commas, and optionally {@code type:bounce} or {@code type:blocked}
   * for all rows. The type alone leaves the columns to be found by their names.
   *
   * @throws IllegalArgumentException with a message that names the fault
   */
  public static CsvMapping parse(String text) {
    Map<String, String> given = new HashMap<>();
    Optional<BounceType> always = Optional.empty();
    for (String part : text.split(",", -1)) {
      if (part.strip().startsWith(ALWAYS)) {
        if (always.isPresent()) {
          throw new IllegalArgumentException("the mapping has two types for all rows");
        }
        always = Optional.of(type(part.strip().substring(ALWAYS.length())));
      } else {
        addColumn(part, given);
      }
    }
    return new CsvMapping(given, always);
  }

  private static void addColumn(String part, Map<String, String> given) {
    int equals = part.indexOf('=');
    String column = part.substring(equals + 1).strip();
    if (equals < 0 || column.isEmpty()) {
      throw new IllegalArgumentException(
          "a mapping consists of field=Column and type:blocked, separated by commas, not \""
              + part.strip()
              + "\"");
    }
    String field = field(part.substring(0, equals).strip().toLowerCase(Locale.ROOT)).label();
    if (given.put(field, column) != null) {
      throw new IllegalArgumentException("the mapping has two columns for " + field);
    }
  }

  private static CsvField field(String label) {
    for (CsvField field : CsvField.values()) {
      if (field.label().equals(label)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "there is no field \"" + label + "\"; the fields are " + FIELDS);
  }

  private static BounceType type(String label) {
    return BounceType.of(label.strip())
        .filter(type -> type != BounceType.DROPPED)
        .orElseThrow(() -> new IllegalArgumentException("type: must be bounce or blocked"));
  }

  /**
   * Returns the column of each field that a file has, from 0.
   *
   * @throws UnreadableInputException when the address column or a mapped column is missing
   */
  Map<CsvField, Integer> columns(CsvHeader header) throws UnreadableInputException {
    Map<CsvField, Integer> columns = given.isEmpty() ? known(header) : named(header);
    if (!columns.containsKey(CsvField.EMAIL)) {
      throw new UnreadableInputException(
          "The header line has no address column such as email, address or recipient;"
              + " --map email=… names it",
          0);
    }
    return columns;
  }

  private static Map<CsvField, Integer> known(CsvHeader header) {
    CsvVendor vendor = CsvVendor.of(header);
    Map<CsvField, Integer> columns = new EnumMap<>(CsvField.class);
    for (CsvField field : CsvField.values()) {
      int column = header.column(vendor.names(field));
      if (column >= 0) {
        columns.put(field, column);
      }
    }
    return columns;
  }

  private Map<CsvField, Integer> named(CsvHeader header) throws UnreadableInputException {
    Map<CsvField, Integer> columns = new EnumMap<>(CsvField.class);
    for (Map.Entry<String, String> entry : given.entrySet()) {
      int column = header.column(List.of(entry.getValue()));
      if (column < 0) {
        throw new UnreadableInputException(
            "The header line lacks the column \"" + entry.getValue() + "\" that --map names", 0);
      }
      columns.put(field(entry.getKey()), column);
    }
    return columns;
  }
}
