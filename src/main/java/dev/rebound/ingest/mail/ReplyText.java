package dev.rebound.ingest.mail;

import java.util.List;
import java.util.regex.Pattern;

/** Removes from a reason what mailers write around a server's reply. */
final class ReplyText {
  private static final String REASON_PREFIX = "(reason: ";
  // Mailers put these before a reply.
  private static final List<String> SIGNS =
      List.of(": ", "], ", "[", "<<< ", ">>> ", "<-- ", "smtp;");

  // The next command of a transcript, perhaps after its time: " Fri 2026-10-02 09:59:59: --> QUIT".
  private static final Pattern NEXT_COMMAND =
      Pattern.compile(
          "(?:(?: \\p{L}{2,3})? \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[.\\d]{0,7}:)? --> .*");

  private ReplyText() {}

  /**
   * Returns a server's reply without the text that mailers wrap around it; all of the reason when
   * it contains no reply.
   */
  static String of(String reason) {
    String text = withoutOrigin(reason);
    if (text.startsWith(REASON_PREFIX)) {
      int end = text.endsWith(")") ? text.length() - 1 : text.length();
      text = text.substring(REASON_PREFIX.length(), end);
    }
    text = NEXT_COMMAND.matcher(text.substring(replyStart(text))).replaceFirst("");
    int end = text.indexOf(" Giving up on ");
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /** Returns the place of the first reply code of a failure that follows a sign; or else 0. */
  private static int replyStart(String text) {
    for (int at = 1; at < text.length() - 3; at++) {
      if (isReplyCode(text, at) && isAfterSign(text, at)) {
        return at;
      }
    }
    return 0;
  }

  private static boolean isReplyCode(String text, int at) {
    return (text.charAt(at) == '4' || text.charAt(at) == '5')
        && isDigit(text.charAt(at + 1))
        && isDigit(text.charAt(at + 2))
        && (text.charAt(at + 3) == ' ' || text.charAt(at + 3) == '-');
  }

  private static boolean isAfterSign(String text, int at) {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at - sign.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  // (expanded from: <list@host>), (generated from list@host)
  private static String withoutOrigin(String reason) {
    int from = Math.max(reason.indexOf("expanded from"), reason.indexOf("generated from"));
    int start = from < 0 ? -1 : reason.lastIndexOf('(', from);
    int end = from < 0 ? -1 : reason.indexOf(')', from);
    if (start < 0 || end < 0) {
      return reason;
    }
    int next = end + (reason.startsWith(":", end + 1) ? 2 : 1);
    return (reason.substring(0, start).strip() + " " + reason.substring(next).strip()).strip();
  }
}
