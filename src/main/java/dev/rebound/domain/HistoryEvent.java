package dev.rebound.domain;

import java.util.UUID;

/**
 * An event in the history of an address.
 *
 * @param occurredAt Unix seconds
 * @param source the label of an {@link EventSource}
 */
public record HistoryEvent(
    long occurredAt,
    UUID fingerprint,
    String type,
    String reason,
    String status,
    String classification,
    String rule,
    String source) {}
