package dev.rebound.domain;

/**
 * What a batch of events did. Every event counts once.
 *
 * @param added events that put an address on the list, and new history of others
 * @param updated events of an address that was on the list already
 * @param duplicates events that had been told before, and those that change nothing as they are
 *     older than the history
 */
public record IngestCounts(long added, long updated, long duplicates) {
  public static final IngestCounts NONE = new IngestCounts(0, 0, 0);

  public IngestCounts plus(IngestCounts other) {
    return new IngestCounts(
        added + other.added, updated + other.updated, duplicates + other.duplicates);
  }
}
