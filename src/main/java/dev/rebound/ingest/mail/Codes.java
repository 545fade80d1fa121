package dev.rebound.ingest.mail;

import dev.rebound.classify.StatusCodes;
import java.util.regex.Pattern;

/** Finds status and reply codes in the texts of notices, which also hold telephone numbers. */
final class Codes {
  // 480-555-0142, (480) 555-0142, +1 480 555 0142; not 550-5.1.1, 550-550 or 550-192.0.2.1.
  private static final Pattern TELEPHONE =
      Pattern.compile(
          "(?<![\\w.+-])(?:(?!(\\d{3})-\\1\\b)\\d{1,4}(?:-\\d{3,}+)++"
              + "|\\(\\d{3}\\) ?\\d{3}[ -]?\\d{4}"
              + "|\\+\\d{1,3}(?:[ ()-]{1,2}\\d{2,9}){2,6}+)(?!\\w|\\.\\w)");

  private Codes() {}

  /** Returns whether a text contains an enhanced status code or a reply code. */
  static boolean in(String text) {
    return mayHold(text) && !of(text).isEmpty();
  }

  // Most texts have no digit at all.
  private static boolean mayHold(String text) {
    return text.indexOf('5') >= 0 || text.indexOf('4') >= 0;
  }

  /**
   * Returns the most specific code in a text, an enhanced status or else a reply code; may be
   * empty.
   */
  static String of(String text) {
    StatusCodes codes = StatusCodes.of(text, "");
    if (codes.statuses().isEmpty() && !codes.reply().isEmpty()) {
      codes = StatusCodes.of(TELEPHONE.matcher(text).replaceAll(""), "");
    }
    return mostSpecific(codes);
  }

  private static String mostSpecific(StatusCodes codes) {
    for (String status : codes.statuses()) {
      if (!isGeneric(status)) {
        return status;
      }
    }
    return codes.statuses().isEmpty() ? codes.reply() : codes.statuses().get(0);
  }

  /** Returns whether a status says no more than its class: 5.0.0 or 4.0.0 (RFC 3463, 3.1). */
  static boolean isGeneric(String status) {
    return status.endsWith(".0.0");
  }
}
