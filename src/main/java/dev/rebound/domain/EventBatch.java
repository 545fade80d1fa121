package dev.rebound.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A batch of 1 to {@value #MAX_SIZE} events of one account, stored in one transaction. */
public record EventBatch(long accountId, EventSource source, List<BounceEvent> events) {
  public static final int MAX_SIZE = 1000;

  public EventBatch {
    events = List.copyOf(events);
    if (events.isEmpty() || events.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a batch holds 1 to " + MAX_SIZE + " events");
    }
  }

  /**
   * What the store already knows about a batch that has not been ingested.
   *
   * @param duplicates the fingerprints of its events that are stored already, or that are older
   *     than the history and would change nothing
   * @param listed its addresses that are on the list
   */
  public record Preview(Set<UUID> duplicates, Set<String> listed) {
    public Preview {
      duplicates = Set.copyOf(duplicates);
      listed = Set.copyOf(listed);
    }
  }
}
