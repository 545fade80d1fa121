package dev.rebound.ingest.mail;

import dev.rebound.classify.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads delivery reports (RFC 3464, 2): the fields of each recipient. */
final class DeliveryStatus {
  static final String FAILED = "failed";
  static final String DELAYED = "delayed";
  static final String DELIVERED = "delivered";

  private static final Set<String> RECIPIENTS =
      Set.of("final-recipient", "original-recipient", "x-actual-recipient");
  private static final Set<String> ONCE =
      Set.of("final-recipient", "original-recipient", "action", "status");
  private static final int MAX_TYPE = 32;

  private final List<HeaderFields> recipients = new ArrayList<>();
  private HeaderFields open = new HeaderFields();
  private boolean isAfterGap;

  private DeliveryStatus() {}

  /**
   * Returns the fields of each recipient, in the report's order: of at most one recipient more than
   * {@link MailRows#MAX_RECIPIENTS}.
   */
  static List<HeaderFields> recipients(String text) {
    DeliveryStatus report = new DeliveryStatus();
    FieldReader lines = new FieldReader(text);
    while (report.recipients.size() <= MailRows.MAX_RECIPIENTS && lines.read()) {
      if (lines.isGap()) {
        report.isAfterGap = true;
      } else {
        report.add(lines.name(), lines.value());
      }
    }
    report.end();
    return report.recipients;
  }

  /** Returns the place at which a report starts within a text, or the text's end. */
  static int start(String text) {
    int at = 0;
    while (!text.startsWith("Final-Recipient:", at) && !text.startsWith("Action: failed", at)) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    return at;
  }

  // A blank line should end a recipient. Some mailers write one after each field, others none
  // between
  // two recipients.
  private void add(String name, String value) {
    boolean isRepeated = ONCE.contains(name) && open.has(name);
    if (isRepeated || (isAfterGap && isComplete())) {
      end();
    }
    isAfterGap = false;
    open.add(name, value);
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
   * Returns the diagnostic without its type ({@code smtp;}); may be empty. If several relays added
   * one, the first with a status or reply code is returned.
   */
  static String diagnostic(HeaderFields recipient) {
    List<String> diagnostics = recipient.all("diagnostic-code");
    String coded = diagnostics.stream().filter(AddressTexts::hasCode).findFirst().orElse("");
    String text =
        HeaderFields.decoded(coded.isEmpty() ? recipient.first("diagnostic-code") : coded);
    int end = text.indexOf(';');
    boolean hasType =
        end >= 0 && end <= MAX_TYPE && text.substring(0, end).strip().indexOf(' ') < 0;
    return hasType ? text.substring(end + 1).strip() : text;
  }

  /**
   * Returns the enhanced status code without its comment. A code in the reason is preferred to a
   * generic one.
   */
  static String status(HeaderFields recipient, String reason) {
    List<String> codes = Codes.of(Texts.withoutComments(recipient.first("status")), "").statuses();
    if (!codes.isEmpty() && !isGeneric(codes.get(0))) {
      return codes.get(0);
    }
    String inReason = status(reason);
    boolean isBetter = inReason.indexOf('.') > 0 && !isGeneric(inReason);
    return codes.isEmpty() || isBetter ? inReason : codes.get(0);
  }

  /**
   * Returns the most specific code in a text, an enhanced status or else a reply code; may be
   * empty.
   */
  static String status(String text) {
    Codes codes = Codes.of(text, "");
    return codes.statuses().stream()
        .filter(status -> !isGeneric(status))
        .findFirst()
        .or(() -> codes.statuses().stream().findFirst())
        .orElse(codes.reply());
  }

  // 5.0.0 and 4.0.0 (RFC 3463, 3.1).
  private static boolean isGeneric(String status) {
    return status.endsWith(".0.0");
  }
}
