package dev.rebound.ingest;

/**
 * The input is so broken that nobody can tell where its next row starts. The rows before that place
 * have been given out and stand. The message is plain English and holds none of the input's text.
 */
public final class UnreadableInputException extends Exception {
  /** Of a place that is not among rows: what they are packed in is broken. */
  public static final long NO_INDEX = -1;

  private final long index;

  /**
   * @param index how many rows were read before the place, or {@link #NO_INDEX}
   */
  public UnreadableInputException(String message, long index) {
    // Somebody else's mistake, not ours: a stack trace would tell nothing and cost the most.
    super(message, null, false, false);
    this.index = index;
  }

  /** How many rows were read before the place, rejected ones included, or {@link #NO_INDEX}. */
  public long index() {
    return index;
  }
}
