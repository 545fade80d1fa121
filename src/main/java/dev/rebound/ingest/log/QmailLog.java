package dev.rebound.ingest.log;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.TextFields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the log of qmail-send (its manual page qmail-log), written by multilog, tai64nlocal or
 * splogger. The result of a delivery names its number only; an earlier line has the recipient.
 */
public final class QmailLog extends MailLog {
  private static final String TO = "to";
  private static final Pattern DELIVERY =
      Pattern.compile(
          "^(?:.{0,200}?\\bqmail[^ ]*: )?(?:(?<time>"
              + LogTime.PATTERN
              + ") )?(?:starting delivery (?<started>\\d{1,18}): msg \\d+ to (?:local|remote) (?<to>.*)"
              + "|delivery (?<number>\\d{1,18}): (?<result>success|failure|deferral): (?<text>.*))$");
  // The reply of another server ends before qmail's own remark.
  private static final Pattern REPLY =
      Pattern.compile("^.*?Remote host said: (?<reply>.*?)\\s*(?:Giving up on \\S+)?$");
  // A line break is a slash, as are those of a URL.
  private static final Pattern BREAK = Pattern.compile("/(?=\\d{3}[ -]|[A-Z][a-z' ]|$)");

  /**
   * @param defaults a time of syslog has no year: it is the last such time before the default one
   */
  public QmailLog(RowDefaults defaults) {
    super(new Deliveries(defaults));
  }

  static boolean isLine(LogLine line) {
    return DELIVERY.matcher(line.text()).find();
  }

  private static final class Deliveries implements LineReader {
    // qmail-send runs at most 510 deliveries at once; more have no end because of restarts.
    private static final int MAX_RUNNING = 4096;

    private final RowDefaults defaults;
    private final Map<Long, String> recipients =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MAX_RUNNING;
          }
        };

    Deliveries(RowDefaults defaults) {
      this.defaults = defaults;
    }

    @Override
    public void read(long index, LogLine line, Consumer<Row> rows) {
      Matcher delivery = DELIVERY.matcher(line.text());
      if (!delivery.find()) {
        return;
      }
      if (delivery.group("started") != null) {
        start(Long.parseLong(delivery.group("started")), delivery.group(TO).strip());
      } else {
        String time = Optional.ofNullable(delivery.group("time")).orElse(line.time());
        rows.accept(end(time, delivery));
      }
    }

    // No longer text is an address, so that it need not be held.
    private void start(long number, String recipient) {
      recipients.remove(number);
      recipients.put(number, recipient.length() <= EmailAddress.MAX_LENGTH * 2 ? recipient : "");
    }

    private Row end(String time, Matcher delivery) {
      String recipient = recipients.remove(Long.parseLong(delivery.group("number")));
      return switch (delivery.group("result")) {
        case "success" -> DELIVERED;
        case "deferral" -> DELAYED;
        default -> failure(time, recipient, delivery.group("text"));
      };
    }

    private Row failure(String time, String recipient, String text) {
      if (recipient == null) {
        throw new FieldException(TO, "is unknown: the line of the delivery's start is missing");
      }
      EmailAddress email = TextFields.email(TO, withoutVirtualDomain(recipient));
      String reason = reason(text);
      return new Row.Event(
          defaults.failure(email, LogTime.seconds(time, defaults), reason, Reply.status(reason)));
    }
  }

  /** Returns bob@x.org for {@code x.org-bob@x.org}, the local address in a virtual domain. */
  private static String withoutVirtualDomain(String recipient) {
    String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
    String prefix = domain + "-";
    boolean isVirtual = recipient.regionMatches(true, 0, prefix, 0, prefix.length());
    return isVirtual ? recipient.substring(prefix.length()) : recipient;
  }

  // The log has an underscore for each blank.
  private static String reason(String logged) {
    String text = BREAK.matcher(logged.replace('_', ' ')).replaceAll(" ").strip();
    Matcher reply = REPLY.matcher(text);
    return reply.matches() ? reply.group("reply") : text;
  }
}
