package dev.rebound.domain;

/**
 * An input row without a valid event.
 *
 * @param index the row's index in the input, from 0
 * @param field the invalid field, or null when the whole row is invalid
 * @param message the reason, without the row's own text
 */
public record RejectedRow(long index, String field, String message) {

  /** Returns the row's index and fault, for people. */
  public String text() {
    return "row " + index + ": " + fault();
  }

  /** Returns the field and the reason, for people. */
  public String fault() {
    return (field == null ? "" : field + " ") + message;
  }
}
