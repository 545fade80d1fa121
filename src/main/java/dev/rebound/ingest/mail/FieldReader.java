package dev.rebound.ingest.mail;

import java.util.Iterator;
import java.util.Locale;

/**
 * Reads the fields of a text one by one. A line that starts with a blank continues the field before
 * it. So does a line without a field name: not all mailers fold correctly.
 */
final class FieldReader {
  private static final int MAX_NAME = 60;

  private final Iterator<String> lines;
  private String next;
  private String name = "";
  private String value = "";

  FieldReader(String text) {
    lines = text.lines().iterator();
    advance();
  }

  /** Returns the header at the start of a text, which ends at the first blank line. */
  static HeaderFields header(String text) {
    HeaderFields fields = new HeaderFields();
    FieldReader lines = new FieldReader(text);
    while (lines.read() && !lines.isGap()) {
      fields.add(lines.name(), lines.value());
    }
    return fields;
  }

  /** Reads the next field or blank line; returns false at the end. */
  boolean read() {
    while (next != null && !next.isBlank() && nameEnd(next) < 0) {
      advance();
    }
    if (next == null) {
      return false;
    }
    if (next.isBlank()) {
      name = "";
      value = "";
      advance();
      return true;
    }
    readField(nameEnd(next));
    return true;
  }

  private void readField(int end) {
    name = next.substring(0, end).strip().toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder(next.substring(end + 1));
    advance();
    while (next != null && !next.isBlank() && nameEnd(next) < 0) {
      text.append('\n').append(next);
      advance();
    }
    value = text.toString();
  }

  /** Returns whether the last thing read was a blank line. */
  boolean isGap() {
    return name.isEmpty();
  }

  /** Returns the name in lower case. */
  String name() {
    return name;
  }

  String value() {
    return value;
  }

  private void advance() {
    next = lines.hasNext() ? lines.next() : null;
  }

  /** Returns the place of the colon of a field, or -1 when the line starts none. */
  static int nameEnd(String line) {
    int end = line.indexOf(':');
    if (end < 1 || end > MAX_NAME) {
      return -1;
    }
    for (int at = 0; at < end; at++) {
      char c = line.charAt(at);
      boolean isTrailingBlank = at > 0 && c == ' ' && line.substring(at, end).isBlank();
      boolean isNameCharacter = c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
      if (!isNameCharacter && !isTrailingBlank) {
        return -1;
      }
    }
    return Character.isLetter(line.charAt(0)) ? end : -1;
  }
}
