package dev.rebound.ingest.log;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the log of ZoneMTA's senders, with the times of syslog, the journal or a container. */
public final class ZoneMtaLog extends MailLog {
  private static final Pattern ATTEMPT =
      Pattern.compile(
          "\\bSender/\\S{1,200} (?:id=\\S{1,200} )?[0-9a-f]{1,64}\\.[0-9a-f]{1,16} "
              + "(?<action>[A-Z]+)(?:\\[[^\\]]*\\])? from=(?<fields>.*)$");
  private static final Pattern RECIPIENT = Pattern.compile("^\\S* to=(?<to>\\S+)");
  private static final Pattern REPLY = Pattern.compile(" \\((?<reply>.*?)\\)?\\s*$");

  /**
   * @param defaults a time of syslog has no year: it is the last such time before the default one
   */
  public ZoneMtaLog(RowDefaults defaults) {
    super(
        (index, line, rows) -> {
          Matcher attempt = ATTEMPT.matcher(line.text());
          if (attempt.find()) {
            rows.accept(row(line, attempt, defaults));
          }
        });
  }

  static boolean isLine(LogLine line) {
    return ATTEMPT.matcher(line.text()).find();
  }

  private static Row row(LogLine line, Matcher attempt, RowDefaults defaults) {
    return switch (attempt.group("action")) {
      case "REJECTED" -> failure(line, attempt.group("fields"), defaults);
      case "ACCEPTED" -> DELIVERED;
      case "DEFERRED" -> DELAYED;
      default -> OTHER;
    };
  }

  private static Row failure(LogLine line, String fields, RowDefaults defaults) {
    Matcher recipient = RECIPIENT.matcher(fields);
    EmailAddress email = TextFields.email("to", recipient.find() ? recipient.group("to") : "");
    Matcher reply = REPLY.matcher(fields);
    String reason = reply.find() ? reply.group("reply") : "";
    return new Row.Event(
        defaults.failure(
            email, LogTime.seconds(line.time(), defaults), reason, Reply.status(reason)));
  }
}
