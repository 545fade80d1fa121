package dev.rebound.domain;

import java.time.Instant;
import java.util.Set;

/**
 * A key as its owner may see it.
 *
 * @param revokedAt null while the key works
 */
public record KeyInfo(
    String keyId,
    String accountName,
    Set<Scope> scopes,
    String label,
    Instant createdAt,
    Instant revokedAt) {}
