package dev.rebound.drill;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What came in on one day by every door: some hundreds of addresses that bounce, are blocked and
 * bounce again. Made of a seed, so that it is the same whenever it is made.
 */
final class RecordedDay {
  static final String DATE = "2026-03-01";

  private static final long START = Instant.parse(DATE + "T00:00:00Z").getEpochSecond();
  private static final int ADDRESSES = 300;
  private static final DateTimeFormatter MAIL_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String[][] REPLIES = {
    {"5.1.1", "550 5.1.1 no such user here"},
    {"5.2.1", "550 5.2.1 this mailbox has been disabled"},
    {"5.2.2", "552 5.2.2 mailbox is full"},
    {"5.7.1", "550 5.7.1 message looks like spam"},
    {"4.4.1", "451 4.4.1 connection timed out"},
  };

  /** The way by which a piece comes in. */
  enum Door {
    WEBHOOK,
    NDJSON,
    JSON,
    MAIL,
    CSV_FILE,
    LOG_FILE
  }

  /** One request or one file. */
  record Piece(Door door, String text) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final Random random = new Random(20_260_301);
  private final TreeSet<String> addresses = new TreeSet<>();
  private final List<Piece> pieces = new ArrayList<>();
  private int told;

  RecordedDay() {
    for (int i = 0; i < 20; i++) {
      pieces.add(new Piece(Door.WEBHOOK, webhook()));
      pieces.add(new Piece(Door.NDJSON, lines(30, "", this::row)));
      pieces.add(new Piece(Door.MAIL, mail(1 + random.nextInt(3))));
      for (int single = 0; single < 5; single++) {
        pieces.add(new Piece(Door.JSON, row()));
      }
    }
    for (int i = 0; i < 2; i++) {
      pieces.add(new Piece(Door.CSV_FILE, lines(50, "email,created,reason,status\r\n", this::csv)));
      pieces.add(new Piece(Door.LOG_FILE, lines(50, "", this::logLine)));
    }
  }

  /** In the order in which they came. */
  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /** Everybody who is named by any piece. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  private interface Line {
    String next();
  }

  private static String lines(int count, String header, Line line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.next())
        .collect(Collectors.joining("\n", header, "\n"));
  }

  private String address() {
    int n = random.nextInt(ADDRESSES);
    String address = "user" + n + "@d" + n % 7 + ".example";
    addresses.add(address);
    return address;
  }

  private long time() {
    return START + random.nextInt(86_400);
  }

  /** Status and text of a reply; no two pieces tell the same one. */
  private String[] reply() {
    String[] reply = REPLIES[random.nextInt(REPLIES.length)];
    return new String[] {reply[0], reply[1] + ", id " + told++};
  }

  private String row() {
    String[] reply = reply();
    String type = random.nextInt(4) == 0 ? "blocked" : "bounce";
    return "{\"email\":\"%s\",\"created\":%d,\"type\":\"%s\",\"reason\":\"%s\",\"status\":\"%s\"}"
        .formatted(address(), time(), type, reply[1], reply[0]);
  }

  /** As SendGrid sends it; some events are in it twice, as after a retry, with another id. */
  private String webhook() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String event = event();
      events.add(event);
      if (random.nextInt(5) == 0) {
        events.add(event.replaceFirst("\"sg_event_id\":\"[^\"]*\"", "\"sg_event_id\":\"again\""));
      }
    }
    return events.stream().collect(Collectors.joining(",\r\n", "[", "]\r\n"));
  }

  private String event() {
    String[] reply = reply();
    String start =
        "{\"email\":\"%s\",\"event\":\"%s\",\"reason\":\"%s\",\"sg_event_id\":\"id%d\",\"smtp-id\":\"<%d@x>\","
            + "%s\"timestamp\":%d%s}";
    return switch (random.nextInt(6)) {
      case 0 ->
          start.formatted(address(), "dropped", "Bounced Address", told, told++, "", time(), "");
      case 1 -> start.formatted(address(), "deferred", reply[1], told, told, "", time(), "");
      case 2 -> bounce(start, reply, "blocked");
      default -> bounce(start, reply, "bounce");
    };
  }

  private String bounce(String form, String[] reply, String type) {
    return form.formatted(
        address(),
        "bounce",
        reply[1],
        told,
        told,
        "\"status\":\"" + reply[0] + "\",",
        time(),
        ",\"tls\":1,\"type\":\"" + type + "\"");
  }

  private String csv() {
    String[] reply = reply();
    return "%s,%d,\"%s\",%s".formatted(address(), time(), reply[1], reply[0]);
  }

  private String logLine() {
    String[] reply = reply();
    String[] status = reply[0].split("\\.");
    return """
        {"type":"%s","id":"%d","sender":"s@y.example","recipient":"%s","queue":"q","site":"s","size":9,\
        "response":{"code":%s,"enhanced_code":{"class":%s,"subject":%s,"detail":%s},"content":"%s","command":null},\
        "timestamp":%d,"created":1,"num_attempts":0,"bounce_classification":"Uncategorized"}"""
        .formatted(
            random.nextInt(4) == 0 ? "Delivery" : "Bounce",
            told,
            address(),
            reply[1].substring(0, 3),
            status[0],
            status[1],
            status[2],
            reply[1].substring(10),
            time());
  }

  /** As Postfix returns it. */
  private String mail(int recipients) {
    String date = MAIL_DATE.format(Instant.ofEpochSecond(time()));
    StringBuilder mail = new StringBuilder();
    mail.append(
        """
        Return-Path: <>
        Date: %s
        From: MAILER-DAEMON@mx.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: sender@y.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        This is the mail system at host mx.example.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        """
            .formatted(date));
    for (int i = 0; i < recipients; i++) {
      String[] reply = reply();
      mail.append(
          """

          Final-Recipient: rfc822; %s
          Action: failed
          Status: %s
          Diagnostic-Code: smtp; %s
          """
              .formatted(address(), reply[0], reply[1]));
    }
    return mail.append("\n--b--\n").toString().replace("\n", "\r\n");
  }
}
