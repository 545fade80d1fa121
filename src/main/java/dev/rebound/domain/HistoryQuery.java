package dev.rebound.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * What was ever told about an address, newest first.
 *
 * @param before empty for the newest
 */
public record HistoryQuery(
    long accountId, EmailAddress email, Optional<Position> before, int limit) {

  /** An event's place in the history: its time in Unix seconds, and its fingerprint. */
  public record Position(long occurredAt, UUID fingerprint) {}
}
