package dev.rebound.ingest.json;

import dev.rebound.ingest.FramedRows.Framing;
import dev.rebound.ingest.ListField;
import dev.rebound.ingest.TextFields;
import java.util.Set;

/**
 * Finds the array of rows in an object, as APIs return lists: the first array of objects among the
 * object's members, or among those of its member {@code data}. An object that has an address before
 * it is a row itself. The members before the array may have any length.
 */
final class EnvelopeScan {
  private static final int OUTER = 1;
  private static final int INNER = 2;
  private static final int MAX_NAME = 64;
  private static final Set<String> WRAPPERS =
      Set.of("data", "result", "response", "payload", "body");
  // Other arrays of a row's own data are headers, attachments and the like.
  private static final Set<String> LISTS =
      Set.of(
          "results",
          "items",
          "bounces",
          "records",
          "rows",
          "list",
          "contacts",
          "suppressions",
          "events",
          "messages",
          "entries",
          "data");

  private enum Place {
    BETWEEN,
    STRING,
    ESCAPE
  }

  private final StringBuilder text = new StringBuilder();
  private Place place = Place.BETWEEN;
  private int depth;
  private boolean isValue;
  private boolean isInnerObject;
  private String outerName = "";
  private String innerName = "";
  // Behind a bracket that may open the array of rows. The next byte decides.
  private boolean isCandidate;
  private boolean isRow;
  private boolean isFound;
  private boolean hasEmptyList;
  private boolean hasAt;

  /** Returns the place of the first row in {@code chunk}, or {@code to}. */
  int scan(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && !isRow && !isFound) {
      step(chunk[at]);
      at += isFound ? 0 : 1;
    }
    return isFound ? at : to;
  }

  /** Returns whether the array of rows has begun. */
  boolean isFound() {
    return isFound;
  }

  /** Returns whether an object that has ended was a list without rows. */
  boolean isEmptyList() {
    return !isRow && hasEmptyList && !hasAt;
  }

  /** Goes on behind the array. Returns the place behind the object, or {@code to}. */
  int skip(byte[] chunk, int from, int to) {
    int at = from;
    while (at < to && depth > 0) {
      step(chunk[at++]);
    }
    return at;
  }

  boolean isOver() {
    return depth == 0;
  }

  /** Returns to the object behind its array. */
  void endArray() {
    depth--;
    isRow = true;
  }

  private void step(byte b) {
    hasAt |= b == '@';
    switch (place) {
      case ESCAPE -> place = Place.STRING;
      case STRING -> stepInString(b);
      default -> stepBetween(b);
    }
  }

  private void stepInString(byte b) {
    if (b == '\\') {
      place = Place.ESCAPE;
    } else if (b == '"') {
      place = Place.BETWEEN;
      endString();
    } else if (text.length() < MAX_NAME) {
      text.append((char) (b & 0xff));
    }
    isRow |= b == '@' && depth == OUTER && isValue && ListField.EMAIL.names().contains(outerName);
  }

  private void endString() {
    if (!isValue && depth == OUTER) {
      outerName = TextFields.normal(text.toString());
    } else if (!isValue && depth == INNER) {
      innerName = TextFields.normal(text.toString());
    }
    text.setLength(0);
  }

  private void stepBetween(byte b) {
    if (isCandidate && !Framing.isBlank(b)) {
      isCandidate = false;
      isFound = b == '{';
      hasEmptyList |= b == ']';
    }
    switch (isFound && !isRow ? ' ' : b) {
      case '"' -> place = Place.STRING;
      case ':' -> isValue = true;
      case ',' -> isValue = false;
      case '{', '[' -> open(b);
      case '}', ']' -> depth--;
      default -> {}
    }
  }

  private void open(byte b) {
    boolean isOuter = depth == OUTER;
    boolean isInner =
        depth == INNER
            && isInnerObject
            && WRAPPERS.contains(outerName)
            && LISTS.contains(innerName);
    isCandidate = b == '[' && !isFound && (isOuter || isInner);
    depth++;
    isInnerObject = depth == INNER ? b == '{' : isInnerObject;
    isValue = false;
  }
}
