package dev.rebound.ingest.log;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.AddressText;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the log of Postfix: the lines of delivery attempts, each of which has a queue id, a
 * recipient, a status code (from Postfix 2.3 on) and a status. A recipient that an alias replaced
 * is reported by its original address, which senders look up.
 */
public final class PostfixLog extends MailLog {
  private static final String PROCESS =
      "\\bpostfix[^ ]*?/[a-z]+(?:\\[\\d+\\]:| \\d+ - (?:-|\\[.*?\\])) ";
  private static final Pattern START = Pattern.compile("^.{0,200}?" + PROCESS);
  private static final Pattern DELIVERY =
      Pattern.compile(
          PROCESS
              + "[0-9A-Za-z]+: to=<(?<to>[^>]*)>?(?:, orig_to=<(?<original>[^>]*)>)?"
              // Syslog cuts long lines off.
              + "(?:, .*?(?:\\bdsn=(?<status>[245]\\.\\d{1,3}\\.\\d{1,3}), )?"
              + "\\bstatus=(?<result>[A-Za-z]+) \\((?<text>.*?)\\)?\\s*$)?");
  // The reply of another server: "host mx.example.net[192.0.2.9] said: 550 … (in reply to …)".
  private static final Pattern REPLY =
      Pattern.compile(
          "^host \\S+ (?:said|refused to talk to me): (.*?)(?: \\(in reply[^)]*\\)?)?$");

  /**
   * @param defaults a time of syslog has no year: it is the last such time before the default one
   */
  public PostfixLog(RowDefaults defaults) {
    super(
        (index, line, rows) -> {
          Matcher delivery = DELIVERY.matcher(line.text());
          if (delivery.find()) {
            rows.accept(row(line, delivery, defaults));
          }
        });
  }

  static boolean isLine(LogLine line) {
    return START.matcher(line.text()).find();
  }

  private static Row row(LogLine line, Matcher delivery, RowDefaults defaults) {
    if (delivery.group("result") == null) {
      throw new FieldException("status", "is required");
    }
    return switch (delivery.group("result")) {
      case "bounced", "expired" -> failure(line, delivery, defaults);
      case "sent" -> DELIVERED;
      case "deferred" -> DELAYED;
      default -> OTHER;
    };
  }

  private static Row failure(LogLine line, Matcher delivery, RowDefaults defaults) {
    String original = delivery.group("original");
    EmailAddress email =
        Optional.ofNullable(original)
            .flatMap(AddressText::parse)
            .orElseGet(() -> TextFields.email("to", delivery.group("to")));
    long time = LogTime.seconds(line.time(), defaults);
    Matcher reply = REPLY.matcher(delivery.group("text"));
    String reason = reply.matches() ? reply.group(1) : delivery.group("text");
    String status =
        Optional.ofNullable(delivery.group("status")).orElseGet(() -> Reply.status(reason));
    return new Row.Event(defaults.failure(email, time, reason, status));
  }
}
