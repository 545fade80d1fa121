package dev.rebound.ingest.log;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.AddressText;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.FramedRows;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the log of Postfix: the lines of delivery attempts, each of which has a queue id, a
 * recipient, a status code and a status. All other lines are not rows. A recipient that an alias
 * replaced is reported by its original address, which senders look up.
 */
public final class PostfixLog extends FramedRows {
  private static final Pattern DELIVERY =
      Pattern.compile(
          "^(?<time>[A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d|\\d\\S+) .*?"
              + "\\bpostfix[^ ]*?/[a-z]+\\[\\d+\\]: [0-9A-Za-z]+: to=<(?<to>[^>]*)>"
              + "(?:, orig_to=<(?<original>[^>]*)>)?, .*?\\bdsn=(?<status>[245]\\.\\d{1,3}\\.\\d{1,3}),"
              + " status=(?<result>[a-z]+) \\((?<text>.*)\\)\\s*$");
  // The reply of another server: "host mx.example.net[192.0.2.9] said: 550 … (in reply to …)".
  private static final Pattern REPLY =
      Pattern.compile(
          "^host \\S+ (?:said|refused to talk to me): (.*?)(?: \\(in reply to [^)]*\\))?$");
  private static final Pattern START =
      Pattern.compile("^.{0,200}\\bpostfix[^ ]*?/[a-z]+\\[\\d+\\]: ");

  /**
   * @param defaults a time of syslog has no year: it is the last such time before the default one
   */
  public PostfixLog(RowDefaults defaults) {
    super(new LineFraming(new RowBuffer(parser(defaults))));
  }

  /** Returns whether a line is one of a log of Postfix. */
  public static boolean isLine(String line) {
    return START.matcher(line).find();
  }

  private static RowBuffer.RowParser parser(RowDefaults defaults) {
    return (index, bytes, length, rows) ->
        read(index, new String(bytes, 0, length, StandardCharsets.UTF_8), defaults, rows);
  }

  private static void read(long index, String line, RowDefaults defaults, Consumer<Row> rows) {
    Matcher delivery = DELIVERY.matcher(line);
    if (!delivery.find()) {
      return;
    }
    try {
      rows.accept(row(delivery, defaults));
    } catch (FieldException e) {
      rows.accept(e.rejected(index));
    }
  }

  private static Row row(Matcher delivery, RowDefaults defaults) {
    return switch (delivery.group("result")) {
      case "bounced", "expired" -> failure(delivery, defaults);
      case "sent" -> new Row.Ignored("delivered");
      case "deferred" -> new Row.Ignored("delayed");
      default -> new Row.Ignored("other");
    };
  }

  private static Row failure(Matcher delivery, RowDefaults defaults) {
    String original = delivery.group("original");
    EmailAddress email =
        Optional.ofNullable(original)
            .flatMap(AddressText::parse)
            .orElseGet(() -> TextFields.email("to", delivery.group("to")));
    long time = SyslogTime.seconds(delivery.group("time"), defaults);
    Matcher reply = REPLY.matcher(delivery.group("text"));
    String reason = reply.matches() ? reply.group(1) : delivery.group("text");
    return new Row.Event(defaults.failure(email, time, reason, delivery.group("status")));
  }
}
