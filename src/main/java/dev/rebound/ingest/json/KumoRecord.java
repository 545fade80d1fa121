package dev.rebound.ingest.json;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a record of KumoMTA's log (its reference, Log Record). Three types report a permanent
 * failure: Bounce, OOB (a bounce mail that came later, one record for each failed recipient) and
 * Expiration. An administrator's AdminBounce says nothing about the address. KumoMTA's own classes
 * are not SendGrid's, so that the classifier gives the class.
 */
final class KumoRecord {
  private static final String TYPE = "type";
  private static final String RECIPIENT = "recipient";
  private static final String TIMESTAMP = "timestamp";
  // Later versions write the time as text too.
  private static final String EVENT_TIME = "event_time";
  private static final String CODE = "response.code";
  private static final String CONTENT = "response.content";
  private static final List<String> ENHANCED_CODE =
      List.of(
          "response.enhanced_code.class",
          "response.enhanced_code.subject",
          "response.enhanced_code.detail");
  static final Set<String> NAMES =
      Stream.concat(
              Stream.of(TYPE, RECIPIENT, TIMESTAMP, EVENT_TIME, CODE, CONTENT),
              ENHANCED_CODE.stream())
          .collect(Collectors.toUnmodifiableSet());

  private KumoRecord() {}

  /** Reads a record of one recipient or several. */
  static void read(long index, JsonFields record, RowDefaults defaults, Consumer<Row> rows) {
    switch (record.requiredText(TYPE)) {
      case "Bounce", "OOB", "Expiration" -> readFailures(index, record, defaults, rows);
      case "AdminBounce" -> rows.accept(new Row.Ignored("admin-bounce"));
      case "TransientFailure", "Delayed", "Delay" -> rows.accept(new Row.Ignored("delayed"));
      case "Delivery" -> rows.accept(new Row.Ignored("delivered"));
      case "Feedback" -> rows.accept(new Row.Ignored("complaint"));
      default -> rows.accept(new Row.Ignored("other"));
    }
  }

  private static void readFailures(
      long index, JsonFields record, RowDefaults defaults, Consumer<Row> rows) {
    List<String> recipients = record.texts(RECIPIENT);
    String time =
        record
            .value(TIMESTAMP)
            .or(() -> record.value(EVENT_TIME))
            .map(KumoRecord::timeText)
            .orElse("");
    String status = status(record);
    String reason = reason(record, status);
    for (String recipient : recipients) {
      try {
        EmailAddress email = TextFields.email(RECIPIENT, recipient);
        long occurredAt = TextFields.time(TIMESTAMP, time, defaults);
        rows.accept(new Row.Event(defaults.failure(email, occurredAt, reason, status)));
      } catch (FieldException e) {
        rows.accept(e.rejected(index));
      }
    }
  }

  private static String timeText(Object value) {
    return value instanceof Number seconds ? Long.toString(seconds.longValue()) : value.toString();
  }

  /** Returns the enhanced status code, or else the reply code; empty when there is neither. */
  private static String status(JsonFields record) {
    List<String> parts = ENHANCED_CODE.stream().map(name -> digits(record, name)).toList();
    return parts.contains("") ? digits(record, CODE) : String.join(".", parts);
  }

  /** Returns the reply as the remote server sent it: {@code 550 5.1.1 No such user}. */
  private static String reason(JsonFields record, String status) {
    String text = record.textIfAny(CONTENT).orElse("").strip();
    String code = digits(record, CODE);
    if (startsWith(text, code)) {
      return text;
    }
    // The content of an OOB record still has the enhanced status code.
    boolean hasStatus = status.equals(code) || startsWith(text, status);
    return Stream.of(code, hasStatus ? "" : status, text)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static boolean startsWith(String text, String code) {
    return !code.isEmpty() && (text.equals(code) || text.startsWith(code + " "));
  }

  private static String digits(JsonFields record, String name) {
    return record.value(name).filter(Long.class::isInstance).map(Object::toString).orElse("");
  }
}
