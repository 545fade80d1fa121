package dev.rebound.ingest;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the statuses of recipients in Microsoft's message traces and tracking logs. */
final class RecipientStatus {
  // Statuses of several recipients, some quoted: 550 5.1.1 …;'[{LED=452 4.2.2 …};{MSG=}]'.
  private static final Pattern BETWEEN = Pattern.compile(";(?='?(?:\\[\\{|[245]\\d\\d[ -]))");
  // The last error of a delivery, or else its message: [{LED=550 5.1.1 …};{MSG=…};{FQDN=…}].
  private static final Pattern ERROR =
      Pattern.compile(
          "\\{(?:LED|MSG)=(?!\\})(.+?)\\}(?=;\\s*\\{[A-Z]+=|\\]|'?\\s*$)", Pattern.DOTALL);
  private static final String DETAILS = "[{L";

  private RecipientStatus() {}

  /**
   * Returns the status of each recipient, or else the same text for all.
   *
   * @param count the number of recipients
   */
  static List<String> ofEach(String statuses, int count) {
    List<String> parts = Arrays.stream(BETWEEN.split(statuses)).map(String::strip).toList();
    return parts.size() == count
        ? parts.stream().map(RecipientStatus::unquoted).toList()
        : Collections.nCopies(count, statuses);
  }

  /** Returns the reply within or before the details of a delivery; any other text as it is. */
  static String reply(String text) {
    int start = text.indexOf(DETAILS);
    if (start < 0) {
      return text;
    }
    Matcher error = ERROR.matcher(text);
    return (error.find(start) ? error.group(1) : text.substring(0, start)).strip();
  }

  private static String unquoted(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }
}
