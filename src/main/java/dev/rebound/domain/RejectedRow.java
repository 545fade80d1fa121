package dev.rebound.domain;

/**
 * A row of input that holds no event.
 *
 * @param index its place in the input, from 0
 * @param field the field at fault, or null when the row as a whole is
 * @param message what is wrong, without the row's own text
 */
public record RejectedRow(long index, String field, String message) {

  /** For people: where, and what is wrong. */
  public String text() {
    return "row " + index + ": " + fault();
  }

  /** For people: what is wrong. */
  public String fault() {
    return (field == null ? "" : field + " ") + message;
  }
}
