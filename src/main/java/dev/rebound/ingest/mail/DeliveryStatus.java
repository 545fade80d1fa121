package dev.rebound.ingest.mail;

import dev.rebound.ingest.mail.Mail.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads delivery reports (RFC 3464, 2): the fields of each recipient. */
final class DeliveryStatus {
  static final String FAILED = "failed";
  static final String DELAYED = "delayed";
  static final String DELIVERED = "delivered";

  private static final Set<String> RECIPIENTS =
      Set.of("final-recipient", "original-recipient", "x-actual-recipient");
  private static final Set<String> ONCE =
      Set.of("final-recipient", "original-recipient", "action", "status");
  private static final List<String> STARTS = List.of("Final-Recipient:", "Action: failed");
  private static final int MAX_TYPE = 32;
  // A reply instead of an enhanced status code.
  private static final Pattern REPLY = Pattern.compile("[45]\\d\\d[ -].*\\p{L}{2}");
  // What Exchange writes before a reply.
  private static final Pattern SUPPLEMENT =
      Pattern.compile("(?:[^ ;#]{1,255} )?#\\d\\.\\d{1,3}\\.\\d{1,3} +(?:smtp; ?)?");

  private final List<HeaderFields> recipients = new ArrayList<>();
  private HeaderFields open = new HeaderFields();
  private boolean isAfterGap;
  private int fieldsSinceGap;
  // Whether a blank line follows each field of a recipient.
  private boolean isSpaced;

  private DeliveryStatus() {}

  /** Returns the recipients in reports. */
  static List<HeaderFields> recipients(List<String> reports) {
    return reports.stream().flatMap(report -> recipients(report).stream()).toList();
  }

  /** Returns the recipients in reports within the text: a relay may have removed the parts. */
  static List<HeaderFields> inlineRecipients(Mail mail) {
    return mail.texts(Kind.TEXT).stream()
        .flatMap(text -> recipients(text.substring(start(text))).stream())
        .toList();
  }

  /**
   * Returns the fields of each recipient, in the report's order: of at most one recipient more than
   * {@link MailRows#MAX_RECIPIENTS}.
   */
  private static List<HeaderFields> recipients(String text) {
    DeliveryStatus report = new DeliveryStatus();
    HeaderFields.read(text.lines(), report::add);
    report.end();
    return report.recipients;
  }

  private static int start(String text) {
    int start = text.length();
    for (String field : STARTS) {
      int at = text.indexOf(field);
      while (at > 0 && text.charAt(at - 1) != '\n') {
        at = text.indexOf(field, at + 1);
      }
      start = at < 0 ? start : Math.min(start, at);
    }
    return start;
  }

  // A blank line should end a recipient. Some mailers write one after each field, and others write
  // none between two recipients.
  private void add(String name, String value) {
    boolean isRepeated = ONCE.contains(name) && open.has(name);
    if (isRepeated || (isAfterGap && !isSpaced && isComplete())) {
      end();
    }
    if (name.isEmpty()) {
      isSpaced = fieldsSinceGap == 1 && ONCE.stream().anyMatch(open::has) || isAfterGap && isSpaced;
      fieldsSinceGap = 0;
    } else if (recipients.size() <= MailRows.MAX_RECIPIENTS) {
      fieldsSinceGap++;
      open.add(name, value);
    }
    isAfterGap = name.isEmpty();
  }

  private boolean isComplete() {
    return hasRecipient() && (open.has("action") || open.has("status"));
  }

  private boolean hasRecipient() {
    return RECIPIENTS.stream().anyMatch(open::has);
  }

  private void end() {
    if (hasRecipient()) {
      recipients.add(open);
    }
    open = new HeaderFields();
    isSpaced = false;
  }

  /** Returns one of RFC 3464's five actions; if there is none, the status's class decides. */
  static String action(HeaderFields recipient) {
    String word = Texts.withoutComments(recipient.first("action")).toLowerCase(Locale.ROOT);
    for (String action : List.of(FAILED, DELAYED, DELIVERED, "relayed", "expanded")) {
      if (word.startsWith(action.substring(0, 4))) {
        return action;
      }
    }
    char statusClass = recipient.has("status") ? (recipient.first("status") + " ").charAt(0) : ' ';
    return switch (statusClass) {
      case '2' -> DELIVERED;
      case '4' -> DELAYED;
      default -> FAILED;
    };
  }

  /**
   * Returns the diagnostic without its type ({@code smtp;}); may be empty. If there are several, of
   * relays or in other fields, the first with a status or reply code is returned.
   */
  static String diagnostic(HeaderFields recipient) {
    List<String> diagnostics =
        Stream.of(
                recipient.all("diagnostic-code").stream().map(DeliveryStatus::withoutType),
                recipient.all("x-supplementary-info").stream().map(DeliveryStatus::supplement),
                recipient.all("status").stream()
                    .map(DeliveryStatus::withoutType)
                    .filter(text -> REPLY.matcher(text).lookingAt()))
            .flatMap(texts -> texts)
            .map(HeaderFields::decoded)
            .toList();
    return diagnostics.stream()
        .filter(Codes::in)
        .findFirst()
        .or(() -> diagnostics.stream().filter(text -> !text.isEmpty()).findFirst())
        .orElse("");
  }

  private static String withoutType(String text) {
    int end = text.indexOf(';');
    boolean hasType =
        end >= 0 && end <= MAX_TYPE && text.substring(0, end).strip().indexOf(' ') < 0;
    return hasType ? text.substring(end + 1).strip() : text;
  }

  // Exchange writes <host #5.0.0 smtp;554 reply> into a field of its own.
  private static String supplement(String text) {
    int end = text.endsWith(">") ? text.length() - 1 : text.length();
    String inner = text.substring(text.startsWith("<") ? 1 : 0, end).strip();
    return SUPPLEMENT.matcher(inner).replaceFirst("");
  }

  /**
   * Returns the enhanced status code without its comment. A code in the reason is preferred to a
   * generic one.
   */
  static String status(HeaderFields recipient, String reason) {
    String status = Codes.of(Texts.withoutComments(recipient.first("status")));
    boolean isStatus = status.indexOf('.') > 0;
    if (isStatus && !Codes.isGeneric(status)) {
      return status;
    }
    String inReason = Codes.of(reason);
    boolean isBetter = inReason.indexOf('.') > 0 && !Codes.isGeneric(inReason);
    return !isStatus || isBetter ? inReason : status;
  }
}
