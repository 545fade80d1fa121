package dev.rebound.ingest.log;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the log of Sendmail in syslog (its Installation and Operation Guide, The System Log). A
 * line of a delivery attempt names one recipient or several, each of which is a row.
 */
public final class SendmailLog extends MailLog {
  private static final String PROCESS = "^(?:\\S{1,200} ){0,2}(?:sendmail|sm-[a-z]+)[^ /]*: ";
  private static final Pattern START = Pattern.compile(PROCESS);
  // Solaris adds a message id.
  private static final Pattern ATTEMPT =
      Pattern.compile(
          PROCESS + "(?:\\[ID [^\\]]*\\] )?[0-9A-Za-z]+: to=(?<to>.*?)(?<fields>, [a-z]+=.*|)$");
  private static final Pattern STATUS = Pattern.compile(", dsn=([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
  private static final Pattern REPLY = Pattern.compile(", reply=(.*?)(?:, stat=|$)");
  private static final Pattern RESULT = Pattern.compile(", stat=(.*?)(?:, reply=|$)");
  // The recipients go on in another line.
  private static final String MORE = " [more]";

  /**
   * @param defaults a time of syslog has no year: it is the last such time before the default one
   */
  public SendmailLog(RowDefaults defaults) {
    super(
        (index, line, rows) -> {
          Matcher attempt = ATTEMPT.matcher(line.text());
          if (attempt.find()) {
            read(index, line, attempt, defaults, rows);
          }
        });
  }

  static boolean isLine(LogLine line) {
    return START.matcher(line.text()).find();
  }

  private static void read(
      long index, LogLine line, Matcher attempt, RowDefaults defaults, Consumer<Row> rows) {
    String fields = attempt.group("fields");
    // Syslog cuts long lines off.
    String result =
        first(RESULT, fields).orElseThrow(() -> new FieldException("stat", "is required"));
    String reason = first(REPLY, fields).orElse(result).strip();
    String status = first(STATUS, fields).orElseGet(() -> Reply.status(reason));
    Optional<Row> other = other(result, status);
    for (String recipient : recipients(attempt.group("to"))) {
      try {
        rows.accept(other.orElseGet(() -> failure(line, recipient, reason, status, defaults)));
      } catch (FieldException e) {
        rows.accept(e.rejected(index));
      }
    }
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Returns the row of an attempt that did not fail. */
  private static Optional<Row> other(String result, String status) {
    if (result.startsWith("queued")) {
      return Optional.of(OTHER);
    }
    if (result.startsWith("Sent") || status.startsWith("2")) {
      return Optional.of(DELIVERED);
    }
    boolean isDelayed = result.startsWith("Deferred") || status.startsWith("4");
    return isDelayed ? Optional.of(DELAYED) : Optional.empty();
  }

  private static Row failure(
      LogLine line, String recipient, String reason, String status, RowDefaults defaults) {
    EmailAddress email = TextFields.email("recipient", recipient);
    long time = LogTime.seconds(line.time(), defaults);
    return new Row.Event(defaults.failure(email, time, reason, status));
  }

  /** Splits a list at its commas outside quotes. */
  private static List<String> recipients(String text) {
    String list = text.endsWith(MORE) ? text.substring(0, text.length() - MORE.length()) : text;
    List<String> recipients = new ArrayList<>();
    boolean isQuoted = false;
    int start = 0;
    for (int at = 0; at < list.length(); at++) {
      char c = list.charAt(at);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        recipients.add(list.substring(start, at));
        start = at + 1;
      }
    }
    recipients.add(list.substring(start));
    return recipients;
  }
}
