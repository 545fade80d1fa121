package dev.rebound.ingest.csv;

import dev.rebound.domain.Classification;
import dev.rebound.ingest.ListField;
import dev.rebound.ingest.RowKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Maps the fields of a row to the columns of a list.
 *
 * @param given column names by field; empty to find the columns by the names of {@link ListField}
 * @param kind what all rows are, as far as the rows themselves do not say that they are neither a
 *     bounce nor a block; empty when the rows say it
 * @param classification the class of all rows; empty when the rows or the classifier say it
 */
public record CsvMapping(
    Map<String, String> given, Optional<RowKind> kind, Optional<Classification> classification) {
  /** Reads the header, which may also be that of a PowerMTA accounting file. */
  public static final CsvMapping AUTOMATIC =
      new CsvMapping(Map.of(), Optional.empty(), Optional.empty());

  private static final String INVALID_EMAILS = "suppression_invalid_emails";
  private static final Map<String, RowKind> EXPORTS =
      Map.of(
          "suppression_bounces",
          RowKind.BOUNCE,
          INVALID_EMAILS,
          RowKind.BOUNCE,
          "suppression_blocks",
          RowKind.BLOCKED,
          "suppression_spam_reports",
          new RowKind("complaint"),
          "suppression_unsubscribes",
          new RowKind("unsubscribe"),
          "suppression_group_unsubscribes",
          new RowKind("unsubscribe"));
  // Mailchimp exports each state of an audience as a file, with the time of the state in a column.
  private static final Pattern MAILCHIMP =
      Pattern.compile("(?:^|[/\\\\])(?:cleaned(?=_.*export)|unsubscribed|(?:non)?subscribed)(?=_)");
  private static final Map<String, RowKind> MAILCHIMP_TIMES =
      Map.of(
          "cleantime", RowKind.BOUNCE,
          "unsubtime", new RowKind("unsubscribe"),
          "optintime", new RowKind("subscribed"));
  private static final Set<String> SPAM_REPORT_COLUMNS = Set.of("ip", "email", "created");

  private static final String ALWAYS = "type:";
  private static final String FIELDS = "email, created, reason, status, type and classification";

  public CsvMapping {
    given = Map.copyOf(given);
    for (String field : given.keySet()) {
      field(field);
    }
    if (!given.isEmpty() && !given.containsKey(ListField.EMAIL.label())) {
      throw new IllegalArgumentException("the mapping must name the address column: email=…");
    }
    if (kind.isPresent() && given.containsKey(ListField.TYPE.label())) {
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
    Optional<RowKind> kind = Optional.empty();
    for (String part : text.split(",", -1)) {
      if (part.strip().startsWith(ALWAYS)) {
        if (kind.isPresent()) {
          throw new IllegalArgumentException("the mapping has two types for all rows");
        }
        kind = Optional.of(type(part.strip().substring(ALWAYS.length())));
      } else {
        addColumn(part, given);
      }
    }
    return new CsvMapping(given, kind, Optional.empty());
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

  static ListField field(String label) {
    for (ListField field : ListField.values()) {
      if (field.label().equals(label)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "there is no field \"" + label + "\"; the fields are " + FIELDS);
  }

  private static RowKind type(String label) {
    return Optional.of(new RowKind(label.strip()))
        .filter(kind -> kind.type().isPresent())
        .orElseThrow(() -> new IllegalArgumentException("type: must be bounce or blocked"));
  }

  /** Returns the mapping for a list whose rows are all bounces or all blocks. */
  public CsvMapping withKind(RowKind all) {
    return new CsvMapping(given, Optional.of(all), classification);
  }

  /**
   * Returns the mapping for a file. The names of SendGrid's exports say what their rows are, which
   * their columns do not.
   */
  public CsvMapping ofFile(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    Matcher mailchimp = MAILCHIMP.matcher(name);
    if (kind.isEmpty() && mailchimp.find()) {
      String state = mailchimp.group().replaceFirst("^[/\\\\]|non", "");
      return withKind(RowKind.of(state).orElseThrow());
    }
    return kind.isPresent()
        ? this
        : EXPORTS.keySet().stream()
            .filter(name::contains)
            .findFirst()
            .map(export -> withKind(EXPORTS.get(export)).ofExport(export))
            .orElse(this);
  }

  private CsvMapping ofExport(String export) {
    return export.equals(INVALID_EMAILS)
        ? new CsvMapping(given, kind, Optional.of(Classification.INVALID_ADDRESS))
        : this;
  }

  /** Returns the kind of all rows; empty when they are of different kinds. */
  Optional<RowKind> kind(CsvHeader header) {
    boolean isSpamReports = Set.copyOf(header.names()).equals(SPAM_REPORT_COLUMNS);
    if (kind.isEmpty() && header.names().contains("leid")) {
      return Stream.of("cleantime", "unsubtime", "optintime")
          .filter(header.names()::contains)
          .map(MAILCHIMP_TIMES::get)
          .findFirst();
    }
    return kind.isEmpty() && isSpamReports ? Optional.of(new RowKind("complaint")) : kind;
  }
}
