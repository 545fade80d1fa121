package dev.rebound.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * The codes of a bounce, from its text and its status field.
 *
 * @param statuses enhanced status codes (RFC 3463) in their order, at most {@value #MAX_STATUSES}
 * @param reply the first SMTP reply code; may be empty
 */
public record StatusCodes(List<String> statuses, String reply) {
  private static final int MAX_STATUSES = 4;
  private static final int REPLY_LENGTH = 3;

  /**
   * Finds the codes of a bounce.
   *
   * @param field an enhanced status code or a reply code; may be empty
   */
  public static StatusCodes of(String text, String field) {
    List<String> statuses = new ArrayList<>(MAX_STATUSES);
    String reply = scan(text, statuses);
    String ofField = scan(field, statuses);
    return new StatusCodes(statuses, reply.isEmpty() ? ofField : reply);
  }

  /** Returns whether a code equals {@code kind} or starts with it: 5.7.1 matches 5.7 and 5. */
  boolean matches(String kind) {
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

  /** Adds the statuses of a text and returns its first reply code; reads each character once. */
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
    if (statuses.size() < MAX_STATUSES && !statuses.contains(status)) {
      statuses.add(status);
    }
  }

  /** Returns the end of a run of letters, digits and dots without the dots at its end. */
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

  // Successes (2.x.x) cause no bounces.
  private static boolean isClass(char c) {
    return c == '4' || c == '5';
  }
}
