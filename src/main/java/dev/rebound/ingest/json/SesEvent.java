package dev.rebound.ingest.json;

import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowKind;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a notification or a published event of Amazon SES, also in the envelope or in the mail of
 * Amazon SNS. A bounce has a row for each failed recipient.
 */
public final class SesEvent {
  private static final String RECIPIENTS = "bounce.bouncedrecipients.";
  private static final String ADDRESS = ".emailaddress";
  private static final String BOUNCE = "bounce";

  private SesEvent() {}

  /**
   * Reads the text of a mail of Amazon SNS: JSON whose lines may be broken, with a footer below it.
   *
   * @return whether the text is a notification; otherwise no row has been passed on
   */
  public static boolean readMail(
      long index, String text, RowDefaults defaults, Consumer<Row> rows) {
    try {
      Map<String, String> members = JsonDecoder.flattenStart(text);
      Optional<Map<String, String>> message = message(members);
      Map<String, String> event = message.isPresent() ? message.get() : members;
      boolean isEvent = is(event);
      if (isEvent) {
        read(index, event, defaults, rows);
      }
      return isEvent;
    } catch (IOException e) {
      // Text that only looks like JSON.
      return false;
    }
  }

  static boolean is(Map<String, String> members) {
    return members.containsKey("notificationtype")
        || members.containsKey("eventtype")
            && members.keySet().stream().anyMatch(path -> path.startsWith("mail."));
  }

  /**
   * Returns what Amazon SNS packs into its notification as text; empty for other objects.
   *
   * @throws IOException when the text is not JSON
   */
  static Optional<Map<String, String>> message(Map<String, String> members) throws IOException {
    String message = members.getOrDefault("message", "");
    boolean isNotification =
        members.containsKey("topicarn") || members.getOrDefault("type", "").equals("Notification");
    if (!isNotification || !message.startsWith("{")) {
      return Optional.empty();
    }
    return Optional.of(JsonDecoder.flattenStart(message));
  }

  static void read(
      long index, Map<String, String> members, RowDefaults defaults, Consumer<Row> rows) {
    String type = members.getOrDefault("eventtype", members.getOrDefault("notificationtype", ""));
    if (!type.equalsIgnoreCase(BOUNCE)) {
      rows.accept(
          new Row.Ignored(
              RowKind.ofType(type)
                  .filter(kind -> kind.type().isEmpty())
                  .map(RowKind::name)
                  .orElse("other")));
      return;
    }
    if (!members.containsKey(RECIPIENTS + "0" + ADDRESS)) {
      rows.accept(new FieldException("bouncedRecipients", "is required").rejected(index));
    }
    for (int i = 0; members.containsKey(RECIPIENTS + i + ADDRESS); i++) {
      ListRecord.readRow(index, recipient(members, RECIPIENTS + i), defaults, rows);
    }
  }

  /** Returns the bounce of a recipient with the names of a list. */
  private static Map<String, String> recipient(Map<String, String> members, String path) {
    String type = members.getOrDefault("bounce.bouncetype", "");
    String subType = members.getOrDefault("bounce.bouncesubtype", "");
    Map<String, String> recipient = new HashMap<>();
    recipient.put("email", members.get(path + ADDRESS));
    recipient.put("status", members.getOrDefault(path + ".status", ""));
    recipient.put(
        "diagnosticcode",
        members.getOrDefault(path + ".diagnosticcode", (type + " " + subType).strip()));
    recipient.put("type", type);
    // The list of the own account may have the address because of a complaint.
    recipient.put("kind", subType.equals("OnAccountSuppressionList") ? "suppressed" : "");
    recipient.put("timestamp", members.getOrDefault("bounce.timestamp", ""));
    return recipient;
  }
}
