package dev.rebound.ingest.log;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.AddressText;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the main log of Exim (its specification, Log files), written to a file or to syslog. The
 * flag after the message id names the result of a delivery attempt. A recipient that an alias or a
 * filter replaced is reported by its original address, which senders look up.
 */
public final class EximLog extends MailLog {
  private static final Pattern ATTEMPT =
      Pattern.compile(
          "^(?:.{0,200}?\\bexim[^ ]*: )?(?:(?<time>"
              + LogTime.PATTERN
              + ") )?(?:\\[\\d+\\] )?"
              // Exim 4.97 made the parts of an id longer.
              + "[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})"
              + " (?:(?<flag>=>|->|>>|\\*>|\\*\\*|==) (?<attempt>.*)|<= .*|Completed.*)$");
  // bob@x.org (a@x.org) <robert@x.org> R=router …: the last address is the original one.
  private static final Pattern RECIPIENT =
      Pattern.compile(
          "^(?<to>.{1,1000}?)(?: \\([^()]{0,1000}\\))*(?: <(?<original>[^>]{0,1000})>)?"
              + "(?<rest>(?: [A-Z]+\\*?=|: ).*|)$");
  // SMTP error from remote mail server after RCPT TO:<bob@x.org>: host mx.x.org [192.0.2.5]: 550 …
  private static final Pattern REPLY =
      Pattern.compile(
          "^(?:(?:SMTP|LMTP) error (?:from remote mail(?:er| server) )?after .{0,1000}?: )?"
              + "(?:host \\S+ \\[[^\\]]*\\]: )?(?<reply>[245]\\d\\d(?:[ -].*)?)$");
  // A line break in a reply.
  private static final Pattern BREAK = Pattern.compile("\\\\n\\s*");

  /**
   * @param defaults a time of syslog has no year: it is the last such time before the default one
   */
  public EximLog(RowDefaults defaults) {
    super(
        (index, line, rows) -> {
          Matcher attempt = ATTEMPT.matcher(line.text());
          if (attempt.find() && attempt.group("flag") != null) {
            rows.accept(row(line, attempt, defaults));
          }
        });
  }

  static boolean isLine(LogLine line) {
    return ATTEMPT.matcher(line.text()).find();
  }

  private static Row row(LogLine line, Matcher attempt, RowDefaults defaults) {
    return switch (attempt.group("flag")) {
      case "**" -> failure(line, attempt, defaults);
      case "==" -> DELAYED;
      // A delivery that the option -N suppressed.
      case "*>" -> OTHER;
      default -> DELIVERED;
    };
  }

  private static Row failure(LogLine line, Matcher attempt, RowDefaults defaults) {
    Matcher recipient = RECIPIENT.matcher(attempt.group("attempt"));
    EmailAddress email = recipient.matches() ? email(recipient) : TextFields.email("recipient", "");
    String time = Optional.ofNullable(attempt.group("time")).orElse(line.time());
    String reason = reason(recipient.group("rest"));
    return new Row.Event(
        defaults.failure(email, LogTime.seconds(time, defaults), reason, Reply.status(reason)));
  }

  private static EmailAddress email(Matcher recipient) {
    return Optional.ofNullable(recipient.group("original"))
        .flatMap(AddressText::parse)
        .orElseGet(() -> TextFields.email("recipient", recipient.group("to")));
  }

  private static String reason(String rest) {
    String text = text(rest);
    Matcher reply = REPLY.matcher(text);
    return BREAK.matcher(reply.matches() ? reply.group("reply") : text).replaceAll(" ").strip();
  }

  /** Returns the text after the fields, some of which are quoted. */
  private static String text(String rest) {
    boolean isQuoted = false;
    for (int at = 0; at < rest.length(); at++) {
      char c = rest.charAt(at);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (isQuoted && c == '\\') {
        at++;
      } else if (!isQuoted && rest.startsWith(": ", at)) {
        return rest.substring(at + 2);
      }
    }
    return "";
  }
}
