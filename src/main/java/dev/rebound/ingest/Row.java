package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.RejectedRow;

/**
 * What one row of input came to. Rows come in the order of the input; most give one of these, a
 * record of several recipients one each.
 */
public sealed interface Row permits Row.Event, Row.Ignored, Row.Rejected {

  /** A row that tells an event. */
  record Event(BounceEvent event) implements Row {}

  /**
   * A sound row that tells of something else than a bounce, a block or a drop.
   *
   * @param kind what it tells of, one of a few words that the reader itself knows
   */
  record Ignored(String kind) implements Row {}

  /** A row that tells none; the rows after it are read all the same. */
  record Rejected(RejectedRow row) implements Row {}
}
