package dev.rebound.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * An event in the history of an address.
 *
 * @param occurredAt Unix seconds
 * @param source the label of an {@link EventBatch.Source}
 */
public record HistoryEvent(
    long occurredAt,
    UUID fingerprint,
    String type,
    String reason,
    String status,
    String classification,
    String rule,
    String source) {
  /**
   * A query for the events of an address, newest first.
   *
   * @param before the oldest event of the previous page; empty for the first page
   */
  public record Query(long accountId, EmailAddress email, Optional<Position> before, int limit) {}

  /** An event's position in the history: its time in Unix seconds and its fingerprint. */
  public record Position(long occurredAt, UUID fingerprint) {}
}
