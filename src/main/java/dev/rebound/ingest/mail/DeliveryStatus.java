package dev.rebound.ingest.mail;

import dev.rebound.classify.StatusCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads delivery reports (RFC 3464, 2): the fields of each recipient. */
final class DeliveryStatus {
  static final String FAILED = "failed";
  static final String DELAYED = "delayed";
  static final String DELIVERED = "delivered";

  private static final Set<String> RECIPIENTS =
      Set.of("final-recipient", "original-recipient", "x-actual-recipient");
  private static final Set<String> ONCE =
      Set.of("final-recipient", "original-recipient", "action", "status");
  private static final Pattern START =
      Pattern.compile("(?<![^\\n])(?:Final-Recipient:|Action: failed)");
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
    HeaderFields.read(text.lines(), report::add);
    report.end();
    return report.recipients;
  }

  /** Returns the place at which a report starts within a text, or the text's end. */
  static int start(String text) {
    Matcher start = START.matcher(text);
    return start.find() ? start.start() : text.length();
  }

  // A blank line should end a recipient. Some mailers write one after each field, and others write
  // none between two recipients.
  private void add(String name, String value) {
    boolean isRepeated = ONCE.contains(name) && open.has(name);
    if (isRepeated || (isAfterGap && isComplete())) {
      end();
    }
    isAfterGap = name.isEmpty();
    if (!isAfterGap && recipients.size() <= MailRows.MAX_RECIPIENTS) {
      open.add(name, value);
    }
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
    List<String> codes =
        StatusCodes.of(Texts.withoutComments(recipient.first("status")), "").statuses();
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
    StatusCodes codes = StatusCodes.of(text, "");
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
