package dev.rebound.domain;

/**
 * The result of ingesting events. Every event counts once.
 *
 * @param added new events that add an address to the list or do not concern the list
 * @param updated new events of an address that was on the list already
 * @param duplicates events that are stored already, or that are older than the history and change
 *     nothing
 */
public record IngestCounts(long added, long updated, long duplicates) {
  public static final IngestCounts NONE = new IngestCounts(0, 0, 0);

  public IngestCounts plus(IngestCounts other) {
    return new IngestCounts(
        added + other.added, updated + other.updated, duplicates + other.duplicates);
  }
}
