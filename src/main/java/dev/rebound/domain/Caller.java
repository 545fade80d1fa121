package dev.rebound.domain;

import java.util.Optional;
import java.util.Set;

/**
 * The authenticated caller of a request.
 *
 * @param account the account whose list the request is about: the key's own, or the one that
 *     on-behalf-of names
 * @param keyId the public id of the key; empty without a known key
 * @param scopes the scopes of the key
 */
public record Caller(Account account, Optional<String> keyId, Set<Scope> scopes) {

  public static Caller of(ApiKey.Grant grant, Account account) {
    return new Caller(account, grant.keyId(), grant.scopes());
  }
}
