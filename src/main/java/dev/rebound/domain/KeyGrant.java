package dev.rebound.domain;

import java.security.MessageDigest;
import java.util.Set;

/**
 * What the store knows of a key that has not been revoked.
 *
 * @param hash SHA-256 of its secret
 */
public record KeyGrant(Account account, byte[] hash, Set<Scope> scopes) {

  /** Whether it is this key's, in time that does not depend on the answer. */
  public boolean matches(ApiKey key) {
    return MessageDigest.isEqual(key.hash(), hash);
  }
}
