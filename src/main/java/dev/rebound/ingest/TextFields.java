package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the fields of a row whose values are text, as in CSV. Blank text counts as absent. Every
 * method throws {@link FieldException} for a wrong value.
 */
public final class TextFields {
  /** The problem of a classification that is none of SendGrid's. */
  public static final String NO_CLASS = "must be one of SendGrid's seven classes";

  static final String NO_EMAIL =
      "must be an email address of at most " + EmailAddress.MAX_LENGTH + " characters";
  private static final String NO_TIME =
      "must be a time: Unix seconds or milliseconds, ISO 8601, or a mail header's date";
  private static final String NO_STATUS =
      "must have at most " + BounceEvent.MAX_STATUS_LENGTH + " characters";

  // Databases, spreadsheets and scripts write them. A lone hyphen is empty in normal form.
  private static final Set<String> ABSENT =
      Set.of("", "null", "\\n", "n/a", "#n/a", "none", "nil", "nan");

  private TextFields() {}

  /** Returns an address, which is required. */
  public static EmailAddress email(String field, String text) {
    if (text.isBlank()) {
      throw new FieldException(field, "is required");
    }
    return AddressText.parseEntry(text).orElseThrow(() -> new FieldException(field, NO_EMAIL));
  }

  /** Returns the form in which names and words are compared: lower case, no blanks, _ or -. */
  public static String normal(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_' && c != '-' && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a value is blank, or the word for a value that is missing. */
  public static boolean isAbsent(String text) {
    return text.isBlank() || text.length() <= 5 && ABSENT.contains(normal(text));
  }

  /** Returns Unix seconds; those of {@link RowDefaults#now} when absent. */
  public static long time(String field, String text, RowDefaults defaults) {
    return text.isBlank()
        ? defaults.now().getAsLong()
        : TimeText.seconds(text.strip()).orElseThrow(() -> new FieldException(field, NO_TIME));
  }

  /** Returns an enhanced status code or a reply code; empty when absent. */
  public static String status(String field, String text) {
    String status = text.strip();
    if (status.length() > BounceEvent.MAX_STATUS_LENGTH) {
      throw new FieldException(field, NO_STATUS);
    }
    return status;
  }
}
