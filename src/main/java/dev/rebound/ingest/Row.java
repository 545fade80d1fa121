package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.RejectedRow;

/**
 * The result of one row of input. Results come in the order of the rows. Most rows have one; a
 * record of several recipients has one for each.
 */
public sealed interface Row permits Row.Event, Row.Ignored, Row.Rejected {

  record Event(BounceEvent event) implements Row {}

  /**
   * A valid row that reports something other than a bounce, a block or a drop.
   *
   * @param kind what it reports: one of a few words that the reader defines
   */
  record Ignored(String kind) implements Row {}

  /** A row that holds no event; the rows after it are still read. */
  record Rejected(RejectedRow row) implements Row {}

  /** Returns the result of a row that is wrong as a whole. */
  static Row rejected(long index, String message) {
    return new Rejected(new RejectedRow(index, message));
  }
}
