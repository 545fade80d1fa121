package dev.rebound.domain;

import java.time.Instant;

/**
 * A webhook as its owner may see it.
 *
 * @param isSigned whether what arrives must be signed
 * @param revokedAt null while it works
 */
public record WebhookInfo(
    WebhookId id,
    String accountName,
    boolean isSigned,
    String label,
    Instant createdAt,
    Instant revokedAt) {}
