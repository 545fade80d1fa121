package dev.rebound.domain;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An input row without a valid event.
 *
 * @param index the row's index in the input, from 0
 * @param field the invalid field; empty when the whole row is invalid
 * @param message the reason, without the row's own text
 * @param line the line of the input at which the row ends, from 1; empty where lines are not
 *     counted
 */
public record RejectedRow(long index, Optional<String> field, String message, OptionalLong line) {

  /** Creates a row whose line is not known. */
  public RejectedRow(long index, Optional<String> field, String message) {
    this(index, field, message, OptionalLong.empty());
  }

  /** Creates a row with one invalid field. */
  public RejectedRow(long index, String field, String message) {
    this(index, Optional.of(field), message);
  }

  /** Creates a row that is invalid as a whole. */
  public RejectedRow(long index, String message) {
    this(index, Optional.empty(), message);
  }

  /** Returns the same row, which ends at a line. */
  public RejectedRow atLine(long number) {
    return new RejectedRow(index, field, message, OptionalLong.of(number));
  }

  /** Returns the row's index and fault, for people. */
  public String text() {
    return "row " + index + ": " + fault();
  }

  /** Returns the field and the reason, for people. */
  public String fault() {
    return field.map(name -> name + " ").orElse("") + message;
  }
}
