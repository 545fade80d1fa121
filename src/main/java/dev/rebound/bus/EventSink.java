package dev.rebound.bus;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import io.vertx.core.Future;

/** Takes a stream of one account's events. The caller waits for {@link #room} between rows. */
public interface EventSink {

  void add(BounceEvent event);

  /** Completes when more events may be added; fails as soon as an event could not be processed. */
  Future<Void> room();

  /** Ends the stream, and completes when all its events are processed. */
  Future<EventBatch.Counts> finish();

  /** Returns the counts of the events that are processed so far. */
  EventBatch.Counts counts();

  /** Returns the bytes of memory that the sink keeps until its end. */
  default long heldBytes() {
    return 0;
  }
}
