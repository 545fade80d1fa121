package dev.rebound.domain;

import java.util.List;

/** Events of one account that are stored together or not at all, 1 to {@value #MAX_SIZE}. */
public record EventBatch(long accountId, EventSource source, List<BounceEvent> events) {
  public static final int MAX_SIZE = 1000;

  public EventBatch {
    events = List.copyOf(events);
    if (events.isEmpty() || events.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a batch holds 1 to " + MAX_SIZE + " events");
    }
  }
}
