package dev.rebound.ingest.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts a server's reply from the text that mailers wrap around it. */
final class SmtpReply {
  private static final String REASON = "(reason: ";
  // A reply code of a failure, after one of the signs that mailers put before a reply.
  private static final Pattern REPLY =
      Pattern.compile("(?:: |\\], |\\[|<<< |<-- |smtp;)([45]\\d\\d[ -])");

  private SmtpReply() {}

  /** Returns the text from the reply on; all of it when it contains no reply. */
  static String extract(String reason) {
    String text = withoutOrigin(reason);
    if (text.startsWith(REASON)) {
      int end = text.endsWith(")") ? text.length() - 1 : text.length();
      text = text.substring(REASON.length(), end);
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
