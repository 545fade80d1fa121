package dev.rebound.cli;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.IngestCounts;

/** Where the events of an import go. */
interface EventSink {
  void add(BounceEvent event);

  /** Waits until there is room for some thousand more. */
  void makeRoom();

  /** Waits until all have arrived. */
  IngestCounts finish();

  /** Of what has arrived so far. */
  IngestCounts counts();
}
