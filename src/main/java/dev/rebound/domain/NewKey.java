package dev.rebound.domain;

import java.util.Set;

/**
 * A key to make known.
 *
 * @param hash SHA-256 of its secret
 * @param scopes {@link Scope#ALL} gives full access, to scopes that come later too
 * @param label what its owner calls it; may be empty
 */
public record NewKey(
    String accountName, String keyId, byte[] hash, Set<Scope> scopes, String label) {}
