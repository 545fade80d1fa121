package dev.rebound.bounce;

import java.util.Set;

/**
 * What the store knows of a key that has not been revoked.
 *
 * @param hash SHA-256 of its secret
 */
public record KeyGrant(Account account, byte[] hash, Set<Scope> scopes) {}
