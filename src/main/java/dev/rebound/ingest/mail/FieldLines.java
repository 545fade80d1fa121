package dev.rebound.ingest.mail;

import java.util.Iterator;
import java.util.Locale;

/**
 * Reads a text as fields, one after the other. A line that begins with a blank goes on with the
 * field before, and so does one that begins with no name: not everybody folds as they should.
 */
final class FieldLines {
  private static final int MAX_NAME = 60;

  private final Iterator<String> lines;
  private String next;
  private String name = "";
  private String value = "";

  FieldLines(String text) {
    lines = text.lines().iterator();
    advance();
  }

  /** The header at the start of a text, up to its first blank line. */
  static Fields header(String text) {
    Fields fields = new Fields();
    FieldLines lines = new FieldLines(text);
    while (lines.read() && !lines.isGap()) {
      fields.add(lines.name(), lines.value());
    }
    return fields;
  }

  /** Reads on to the next field or blank line; false at the end. */
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

  /** Whether what was read is a blank line. */
  boolean isGap() {
    return name.isEmpty();
  }

  /** Lower-cased. */
  String name() {
    return name;
  }

  String value() {
    return value;
  }

  private void advance() {
    next = lines.hasNext() ? lines.next() : null;
  }

  /** Where a field's colon is, or -1. */
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
