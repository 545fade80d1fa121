package dev.rebound.ingest;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rebound.bounce.EmailAddress;
import dev.rebound.bounce.RejectedRow;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
      Set.of(
          TYPE,
          RECIPIENT,
          TIMESTAMP,
          EVENT_TIME,
          CODE,
          CONTENT,
          ENHANCED_CODE.get(0),
          ENHANCED_CODE.get(1),
          ENHANCED_CODE.get(2));

  private final long index;
  private final Map<String, JsonObject.Value> members;
  private final RowDefaults defaults;

  private KumoRecord(long index, Map<String, JsonObject.Value> members, RowDefaults defaults) {
    this.index = index;
    this.members = members;
    this.defaults = defaults;
  }

  /**
   * Reads one record, of one recipient or several.
   *
   * @param length how many of {@code bytes} are the record's
   * @param defaults for what it does not say
   */
  static void read(long index, byte[] bytes, int length, RowDefaults defaults, Consumer<Row> rows) {
    try {
      Optional<Map<String, JsonObject.Value>> members = JsonObject.read(bytes, length, MEMBERS);
      if (members.isPresent()) {
        new KumoRecord(index, members.get(), defaults).giveOut(rows);
      } else {
        rows.accept(rejected(index, null, "must be an object"));
      }
    } catch (CharacterCodingException e) {
      rows.accept(rejected(index, null, "not valid UTF-8"));
    } catch (StreamConstraintsException e) {
      rows.accept(rejected(index, null, "nested deeper than " + JsonObject.MAX_DEPTH + " levels"));
    } catch (IOException e) {
      rows.accept(rejected(index, null, "not valid JSON"));
    }
  }

  private static Row rejected(long index, String field, String message) {
    return new Row.Rejected(new RejectedRow(index, field, message));
  }

  private void giveOut(Consumer<Row> rows) {
    JsonObject.Value type = members.get(TYPE);
    if (type == null || type.token() != JsonToken.VALUE_STRING) {
      rows.accept(rejected(index, TYPE, type == null ? "is required" : "must be a string"));
      return;
    }
    switch (type.text()) {
      case "Bounce", "OOB", "Expiration" -> giveOutFailures(rows);
      case "AdminBounce" -> rows.accept(new Row.Ignored("admin-bounce"));
      case "TransientFailure", "Delayed", "Delay" -> rows.accept(new Row.Ignored("delayed"));
      case "Delivery" -> rows.accept(new Row.Ignored("delivered"));
      case "Feedback" -> rows.accept(new Row.Ignored("complaint"));
      default -> rows.accept(new Row.Ignored("other"));
    }
  }

  private void giveOutFailures(Consumer<Row> rows) {
    List<String> recipients = recipients();
    if (recipients.isEmpty()) {
      String message =
          members.containsKey(RECIPIENT) ? "must be a string, or an array of them" : "is required";
      rows.accept(rejected(index, RECIPIENT, message));
    }
    String status = status();
    String reason = reason(status);
    for (String recipient : recipients) {
      RowFields fields = new RowFields(index, defaults);
      EmailAddress email = fields.email(RECIPIENT, recipient);
      long occurredAt = fields.time(TIMESTAMP, time());
      rows.accept(
          fields
              .rejection()
              .orElseGet(() -> new Row.Event(defaults.failure(email, occurredAt, reason, status))));
    }
  }

  private List<String> recipients() {
    JsonObject.Value value = members.get(RECIPIENT);
    if (value == null) {
      return List.of();
    }
    return value.token() == JsonToken.VALUE_STRING ? List.of(value.text()) : value.texts();
  }

  // Text or number: what is no time is refused by its text.
  private String time() {
    JsonObject.Value value = members.getOrDefault(TIMESTAMP, members.get(EVENT_TIME));
    return value == null ? "" : value.text();
  }

  private String status() {
    StringBuilder enhanced = new StringBuilder();
    for (String part : ENHANCED_CODE) {
      String number = number(part);
      if (number.isEmpty()) {
        return number(CODE);
      }
      enhanced.append(enhanced.isEmpty() ? "" : ".").append(number);
    }
    return enhanced.toString();
  }

  /** The reply as the other server gave it: {@code 550 5.1.1 No such user}. */
  private String reason(String status) {
    JsonObject.Value content = members.get(CONTENT);
    String text =
        content == null || content.token() != JsonToken.VALUE_STRING ? "" : content.text().strip();
    String code = number(CODE);
    // The content of an OOB record has the enhanced code in it still.
    return startsWith(text, code)
        ? text
        : joined(code, startsWith(text, status) ? "" : status, text);
  }

  private static boolean startsWith(String text, String code) {
    return !code.isEmpty() && (text.equals(code) || text.startsWith(code + " "));
  }

  private static String joined(String code, String status, String text) {
    return Stream.of(code, status.equals(code) ? "" : status, text)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String number(String member) {
    JsonObject.Value value = members.get(member);
    return value != null && value.token() == JsonToken.VALUE_NUMBER_INT ? value.text() : "";
  }
}
