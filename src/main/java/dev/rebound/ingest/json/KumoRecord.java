package dev.rebound.ingest.json;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One record of KumoMTA's log (its reference, Log Record). Mail that failed for good is told by
 * Bounce, by OOB (a bounce mail that came later; it makes one record for each recipient that
 * failed) and by Expiration. An administrator's AdminBounce says nothing about the address. The
 * records' own classes are not SendGrid's, so that the classifier gives them.
 */
final class KumoRecord {
  private static final String TYPE = "type";
  private static final String RECIPIENT = "recipient";
  private static final String TIMESTAMP = "timestamp";
  // Later versions have it beside the other, as text.
  private static final String EVENT_TIME = "event_time";
  private static final String CODE = "response.code";
  private static final String CONTENT = "response.content";
  private static final List<String> ENHANCED_CODE =
      List.of(
          "response.enhanced_code.class",
          "response.enhanced_code.subject",
          "response.enhanced_code.detail");
  private static final Set<String> MEMBERS =
      Stream.concat(
              Stream.of(TYPE, RECIPIENT, TIMESTAMP, EVENT_TIME, CODE, CONTENT),
              ENHANCED_CODE.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final Row OTHER = new Row.Ignored("other");

  private KumoRecord() {}

  /**
   * Reads one record, of one recipient or several.
   *
   * @param length how many of {@code bytes} are the record's
   * @param defaults for what it does not say
   */
  static List<Row> read(long index, byte[] bytes, int length, RowDefaults defaults) {
    return JsonFields.readAll(index, bytes, length, MEMBERS, record -> rows(record, defaults));
  }

  private static List<Row> rows(JsonFields record, RowDefaults defaults) {
    String type = record.required(TYPE, Optional::of, "must be a string");
    if (type == null) {
      return List.of(record.rowUnlessWrong(() -> OTHER));
    }
    return switch (type) {
      case "Bounce", "OOB", "Expiration" -> failures(record, defaults);
      case "AdminBounce" -> List.of(new Row.Ignored("admin-bounce"));
      case "TransientFailure", "Delayed", "Delay" -> List.of(new Row.Ignored("delayed"));
      case "Delivery" -> List.of(new Row.Ignored("delivered"));
      case "Feedback" -> List.of(new Row.Ignored("complaint"));
      default -> List.of(OTHER);
    };
  }

  private static List<Row> failures(JsonFields record, RowDefaults defaults) {
    List<String> recipients = record.texts(RECIPIENT);
    if (recipients.isEmpty()) {
      return List.of(record.rowUnlessWrong(() -> OTHER));
    }
    String time = record.anyText(TIMESTAMP).or(() -> record.anyText(EVENT_TIME)).orElse("");
    String status = status(record);
    String reason = reason(record, status);
    List<Row> rows = new ArrayList<>();
    for (String recipient : recipients) {
      RowFields fields = new RowFields(record.index(), defaults);
      EmailAddress email = fields.email(RECIPIENT, recipient);
      long occurredAt = fields.time(TIMESTAMP, time);
      rows.add(
          fields.rowUnlessWrong(
              () -> new Row.Event(defaults.failure(email, occurredAt, reason, status))));
    }
    return rows;
  }

  /** The enhanced code if there is one, else the reply code, else nothing. */
  private static String status(JsonFields record) {
    List<String> parts = ENHANCED_CODE.stream().map(record::digits).toList();
    return parts.contains("") ? record.digits(CODE) : String.join(".", parts);
  }

  /** The reply as the other server gave it: {@code 550 5.1.1 No such user}. */
  private static String reason(JsonFields record, String status) {
    String text = record.meaning(CONTENT, Optional::of).orElse("").strip();
    String code = record.digits(CODE);
    if (startsWith(text, code)) {
      return text;
    }
    // The content of an OOB record has the enhanced code in it still.
    boolean isTold = status.equals(code) || startsWith(text, status);
    return Stream.of(code, isTold ? "" : status, text)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static boolean startsWith(String text, String code) {
    return !code.isEmpty() && (text.equals(code) || text.startsWith(code + " "));
  }
}
