package dev.rebound.ingest;

import dev.rebound.bounce.BounceEvent;
import dev.rebound.bounce.RejectedRow;

/** What one row of input came to. Rows come in the order of the input, every row once. */
public sealed interface Row permits Row.Event, Row.Rejected {

  /** A row that tells an event. */
  record Event(BounceEvent event) implements Row {}

  /** A row that tells none; the rows after it are read all the same. */
  record Rejected(RejectedRow row) implements Row {}
}
