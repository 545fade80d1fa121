package dev.rebound.ingest.mail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rebound.ingest.mail.Mail.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a notification of Amazon SES in a mail of Amazon SNS: JSON, with a footer below it. Each
 * recipient becomes one of a delivery report.
 */
final class SesNotification {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();
  private static final String BOUNCE = "bounce";
  // The words for the rows by the notification's type.
  private static final Map<String, String> KINDS =
      Map.of(
          BOUNCE,
          DeliveryStatus.FAILED,
          "complaint",
          "complaint",
          "delivery",
          DeliveryStatus.DELIVERED,
          "deliverydelay",
          DeliveryStatus.DELAYED,
          "send",
          "send",
          "open",
          "open",
          "click",
          "click",
          "reject",
          "reject",
          "subscription",
          "subscription",
          "rendering failure",
          "rendering failure");
  private static final String RECIPIENTS = "bouncedRecipients";
  // SNS wraps the notification once.
  private static final int MAX_DEPTH = 2;

  private final List<HeaderFields> recipients = new ArrayList<>();
  private HeaderFields open = new HeaderFields();
  private String kind = "";
  private String type = "";
  private String subType = "";
  private String time = "";

  private SesNotification() {}

  /** Returns the notification in a mail; empty if the text is not one. */
  static Optional<SesNotification> of(Mail mail) {
    return mail.texts(Kind.TEXT).stream()
        .map(String::strip)
        .filter(text -> text.startsWith("{"))
        .findFirst()
        .map(SesNotification::parse)
        .filter(notification -> KINDS.containsKey(notification.kind));
  }

  private static SesNotification parse(String text) {
    SesNotification notification = new SesNotification();
    try {
      notification.read(text, 0);
    } catch (IOException e) {
      // Text that only looks like JSON.
      return new SesNotification();
    }
    notification.recipients.forEach(notification::complete);
    return notification;
  }

  /** Returns what it reports, by the word for such a row; empty for a bounce. */
  Optional<String> otherKind() {
    return kind.equals(BOUNCE) ? Optional.empty() : Optional.of(KINDS.get(kind));
  }

  /** Returns the failed recipients as fields of a delivery report. */
  List<HeaderFields> recipients() {
    return recipients;
  }

  private void read(String text, int depth) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (!json.getParsingContext().inRoot()) {
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_OBJECT && isRecipient(json.getParsingContext())) {
          open = new HeaderFields();
          if (recipients.size() <= MailRows.MAX_RECIPIENTS) {
            recipients.add(open);
          }
        } else if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
          take(json.getParsingContext(), json.currentName(), json.getText(), depth);
        } else if (token == null) {
          throw new IOException("the text ends within the JSON");
        }
      }
    }
  }

  private static boolean isRecipient(JsonStreamContext context) {
    JsonStreamContext list = context.getParent();
    return list.inArray() && RECIPIENTS.equals(list.getParent().getCurrentName());
  }

  private void take(JsonStreamContext context, String name, String value, int depth)
      throws IOException {
    if (isRecipient(context)) {
      takeOfRecipient(name, value);
      return;
    }
    switch (name) {
      case "notificationType", "eventType" -> kind = value.toLowerCase(Locale.ROOT);
      case "bounceType" -> type = value;
      case "bounceSubType" -> subType = value;
      case "timestamp" -> time = BOUNCE.equals(context.getParent().getCurrentName()) ? value : time;
      case "Message" -> {
        if (depth < MAX_DEPTH && value.startsWith("{")) {
          read(value, depth + 1);
        }
      }
      default -> {}
    }
  }

  private void takeOfRecipient(String name, String value) {
    switch (name) {
      case "emailAddress" -> open.add("final-recipient", value);
      case "action", "status" -> open.add(name, value);
      case "diagnosticCode" -> open.add("diagnostic-code", value);
      default -> {}
    }
  }

  private void complete(HeaderFields recipient) {
    if (!recipient.has("status") && type.equals("Permanent")) {
      recipient.add("status", "5.0.0");
    }
    if (!recipient.has("action")) {
      recipient.add("action", DeliveryStatus.FAILED);
    }
    if (!recipient.has("diagnostic-code")) {
      recipient.add("diagnostic-code", (type + " " + subType).strip());
    }
    recipient.add("last-attempt-date", time);
  }
}
