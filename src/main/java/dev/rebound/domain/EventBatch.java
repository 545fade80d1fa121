package dev.rebound.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Events of one account that are stored together or not at all, 1 to {@value #MAX_SIZE}. */
public record EventBatch(long accountId, EventSource source, List<BounceEvent> events) {
  public static final int MAX_SIZE = 1000;

  public EventBatch {
    events = List.copyOf(events);
    if (events.isEmpty() || events.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a batch holds 1 to " + MAX_SIZE + " events");
    }
  }

  /**
   * What is known already of a batch that has not been told.
   *
   * @param told fingerprints of those of its events that had been told before, or are older than
   *     the history and would change nothing
   * @param listed those of its addresses that are on the list
   */
  public record Preview(Set<UUID> told, Set<String> listed) {
    public Preview {
      told = Set.copyOf(told);
      listed = Set.copyOf(listed);
    }
  }
}
