package dev.rebound.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * The codes of a bounce: enhanced statuses (RFC 3463) and the SMTP reply, from the text and from
 * the status field, which may hold either.
 *
 * @param statuses in the order found, at most {@value #MOST}
 * @param reply the first one, or empty
 */
public record Codes(List<String> statuses, String reply) {
  private static final int MOST = 4;
  private static final int REPLY_LENGTH = 3;

  public static Codes of(String text, String field) {
    List<String> statuses = new ArrayList<>(MOST);
    String reply = scan(text, statuses);
    String ofField = scan(field, statuses);
    return new Codes(statuses, reply.isEmpty() ? ofField : reply);
  }

  /** Whether one of the codes is the given one or of its kind: 5.7.1 is of the kinds 5.7 and 5. */
  boolean match(String kind) {
    if (kind.length() == REPLY_LENGTH && kind.charAt(1) != '.') {
      return reply.equals(kind);
    }
    for (String status : statuses) {
      if (status.startsWith(kind)
          && (status.length() == kind.length() || status.charAt(kind.length()) == '.')) {
        return true;
      }
    }
    return kind.length() == 1 && reply.startsWith(kind);
  }

  /** Adds the statuses found and returns the first reply code. Looks at every character once. */
  private static String scan(String text, List<String> statuses) {
    String reply = "";
    int at = 0;
    while (at < text.length()) {
      int start = at;
      while (at < text.length() && isRun(text.charAt(at))) {
        at++;
      }
      int end = withoutDots(text, start, at);
      if (isStatus(text, start, end)) {
        add(text.substring(start, end), statuses);
      } else if (reply.isEmpty() && isReply(text, start, end)) {
        reply = text.substring(start, end);
      }
      at = Math.max(at, start + 1);
    }
    return reply;
  }

  private static void add(String status, List<String> statuses) {
    if (statuses.size() < MOST && !statuses.contains(status)) {
      statuses.add(status);
    }
  }

  /** A run is of letters, digits and dots: letters beside a code make it another thing. */
  private static int withoutDots(String text, int start, int end) {
    int last = end;
    while (last > start && text.charAt(last - 1) == '.') {
      last--;
    }
    return last;
  }

  private static boolean isRun(char c) {
    return c == '.' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static boolean isStatus(String text, int start, int end) {
    if (end - start < "5.1.1".length() || !isClass(text.charAt(start))) {
      return false;
    }
    int dots = 0;
    int digits = 1;
    for (int at = start + 1; at < end; at++) {
      char c = text.charAt(at);
      if (c == '.' && digits > 0) {
        dots++;
        digits = 0;
      } else if (c < '0' || c > '9' || ++digits > 3 || dots == 0) {
        return false;
      }
    }
    return dots == 2;
  }

  private static boolean isReply(String text, int start, int end) {
    return end - start == REPLY_LENGTH
        && isClass(text.charAt(start))
        && Character.isDigit(text.charAt(start + 1))
        && Character.isDigit(text.charAt(start + 2));
  }

  // A success (2.x.x) is no reason for a bounce.
  private static boolean isClass(char c) {
    return c == '4' || c == '5';
  }
}
