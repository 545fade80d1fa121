package dev.rebound.cli;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.IngestCounts;

/** Receives the events of an import. */
interface EventSink {
  void add(BounceEvent event);

  /** Waits until some thousand more events can be added; by default, they always can. */
  default void awaitCapacity() {}

  /** Waits until all events are processed, and returns their counts. */
  IngestCounts finish();

  /** Returns the counts of the events that are processed so far. */
  IngestCounts counts();
}
