package dev.rebound.ingest;

import java.util.Optional;

/**
 * Reports input so broken that the start of its next row is unknown. The rows before that place
 * have been passed on and stay valid. The message quotes none of the input.
 */
public final class UnreadableInputException extends Exception {
  /** The index of a fault outside of rows, such as a damaged gzip stream. */
  public static final long NO_INDEX = -1;

  private final long index;
  private final Optional<String> option;

  /** Creates the report of a fault outside of rows. */
  public UnreadableInputException(String message) {
    this(message, NO_INDEX);
  }

  /**
   * @param index the number of rows before the fault, or {@link #NO_INDEX}
   */
  public UnreadableInputException(String message, long index) {
    this(message, index, Optional.empty());
  }

  /**
   * @param index the number of rows before the fault, or {@link #NO_INDEX}
   * @param option the option of an import that makes the input readable
   */
  public UnreadableInputException(String message, long index, String option) {
    this(message, index, Optional.of(option));
  }

  private UnreadableInputException(String message, long index, Optional<String> option) {
    // The sender made the mistake: a stack trace of ours explains nothing and costs the most.
    super(message, null, false, false);
    this.index = index;
    this.option = option;
  }

  /** Returns the number of rows before the fault, rejected ones included, or {@link #NO_INDEX}. */
  public long index() {
    return index;
  }

  /** Returns the option of an import that makes the input readable: {@code map}, {@code as}, … */
  public Optional<String> option() {
    return option;
  }
}
