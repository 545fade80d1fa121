package dev.rebound.ingest.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes from a reason what mailers write around a server's reply. */
final class ReplyText {
  private static final String REASON_PREFIX = "(reason: ";
  // A reply code of a failure, after one of the signs that mailers put before a reply.
  private static final Pattern REPLY =
      Pattern.compile("(?:: |\\], |\\[|<<< |<-- |smtp;)([45]\\d\\d[ -])");

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
    Matcher reply = REPLY.matcher(text);
    text = reply.find() ? text.substring(reply.start(1)) : text;
    int end = text.indexOf(" Giving up on ");
    return (end < 0 ? text : text.substring(0, end)).strip();
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
