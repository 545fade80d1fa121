package dev.rebound.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * A query for the events of an address, newest first.
 *
 * @param before the oldest event of the previous page; empty for the first page
 */
public record HistoryQuery(
    long accountId, EmailAddress email, Optional<Position> before, int limit) {

  /** An event's position in the history: its time in Unix seconds and its fingerprint. */
  public record Position(long occurredAt, UUID fingerprint) {}
}
