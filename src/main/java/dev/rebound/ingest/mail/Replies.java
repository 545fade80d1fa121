package dev.rebound.ingest.mail;

import java.util.List;

/** Takes a server's reply out of what mailers wrap it in. */
final class Replies {
  private static final List<String> BEFORE = List.of(": ", "], ", "[", "<<< ", "<-- ", "smtp;");
  private static final String REASON = "(reason: ";

  private Replies() {}

  /** From the reply on, where there is one, or else what is said about an address. */
  static String cleaned(String reason) {
    String text = withoutOrigin(reason);
    if (text.startsWith(REASON)) {
      int end = text.endsWith(")") ? text.length() - 1 : text.length();
      text = text.substring(REASON.length(), end);
    }
    int reply = replyStart(text);
    text = reply < 0 ? text : text.substring(reply);
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

  /** The first reply code of a failure behind a sign of one that speaks, or -1. */
  private static int replyStart(String text) {
    for (int at = 0; at < text.length() - 4; at++) {
      for (String before : BEFORE) {
        if (text.startsWith(before, at) && isReply(text, at + before.length())) {
          return at + before.length();
        }
      }
    }
    return -1;
  }

  private static boolean isReply(String text, int at) {
    return text.length() > at + 3
        && (text.charAt(at) == '5' || text.charAt(at) == '4')
        && Character.isDigit(text.charAt(at + 1))
        && Character.isDigit(text.charAt(at + 2))
        && (text.charAt(at + 3) == ' ' || text.charAt(at + 3) == '-');
  }
}
