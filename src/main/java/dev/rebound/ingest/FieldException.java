package dev.rebound.ingest;

import dev.rebound.domain.RejectedRow;

/** Reports a field that is missing or wrong. The message never quotes the field's value. */
public final class FieldException extends IllegalArgumentException {
  private final String field;
  private final String problem;

  /**
   * @param field the field's name or path, such as {@code rules[0].fault}
   * @param problem follows the field in the message, such as {@code is required}
   */
  public FieldException(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
    this.problem = problem;
  }

  /** Returns the result of the row that holds the field. */
  public Row rejected(long index) {
    return new Row.Rejected(new RejectedRow(index, field, problem));
  }

  // The sender made the mistake: a stack trace of ours explains nothing and costs the most.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
