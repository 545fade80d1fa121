package dev.rebound.ingest.mail;

import dev.rebound.classify.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads delivery reports (RFC 3464, 2): what became of each recipient. */
final class StatusReport {
  static final String FAILED = "failed";
  static final String DELAYED = "delayed";
  static final String DELIVERED = "delivered";

  private static final Set<String> RECIPIENTS =
      Set.of("final-recipient", "original-recipient", "x-actual-recipient");
  private static final Set<String> ONCE =
      Set.of("final-recipient", "original-recipient", "action", "status");
  private static final int MAX_TYPE = 32;

  private final List<Fields> recipients = new ArrayList<>();
  private Fields open = new Fields();
  private boolean isAfterGap;

  private StatusReport() {}

  /**
   * The fields of each recipient, in their order; of more than {@link MailRows#MAX_RECIPIENTS} the
   * first ones and one more.
   */
  static List<Fields> recipients(String text) {
    StatusReport report = new StatusReport();
    FieldLines lines = new FieldLines(text);
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

  /** Where a report begins that stands in a text, or the text's end. */
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

  // A blank line ends a recipient, but some mailers put one between any two fields, and others none
  // between two recipients.
  private void add(String name, String value) {
    boolean isAgain = ONCE.contains(name) && open.has(name);
    if (isAgain || (isAfterGap && isWhole())) {
      end();
    }
    isAfterGap = false;
    open.add(name, value);
  }

  private boolean isWhole() {
    return hasRecipient() && (open.has("action") || open.has("status"));
  }

  private boolean hasRecipient() {
    return RECIPIENTS.stream().anyMatch(open::has);
  }

  private void end() {
    if (hasRecipient()) {
      recipients.add(open);
    }
    open = new Fields();
  }

  /** What became of a recipient: one of RFC 3464's five words, also where the action is missing. */
  static String action(Fields recipient) {
    String told = Texts.withoutComments(recipient.first("action")).toLowerCase(Locale.ROOT);
    for (String action : List.of(FAILED, DELAYED, DELIVERED, "relayed", "expanded")) {
      if (told.startsWith(action.substring(0, 4))) {
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
   * What the remote server said, without its type ({@code smtp;}); may be empty. Where the relays
   * on the way each added theirs, the first with a code in it.
   */
  static String diagnostic(Fields recipient) {
    List<String> told = recipient.all("diagnostic-code");
    String coded = told.stream().filter(Failures::hasCode).findFirst().orElse("");
    String text = Fields.decoded(coded.isEmpty() ? recipient.first("diagnostic-code") : coded);
    int end = text.indexOf(';');
    boolean hasType =
        end >= 0 && end <= MAX_TYPE && text.substring(0, end).strip().indexOf(' ') < 0;
    return hasType ? text.substring(end + 1).strip() : text;
  }

  /**
   * The status without its comment. Where it says no more than that something failed, that of the
   * reason comes before it.
   */
  static String status(Fields recipient, String reason) {
    List<String> told = Codes.of(Texts.withoutComments(recipient.first("status")), "").statuses();
    if (!told.isEmpty() && !isGeneric(told.get(0))) {
      return told.get(0);
    }
    String inReason = status(reason);
    boolean isBetter = inReason.indexOf('.') > 0 && !isGeneric(inReason);
    return told.isEmpty() || isBetter ? inReason : told.get(0);
  }

  /** The most telling code in a text: an enhanced one, or else the reply's; may be empty. */
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
