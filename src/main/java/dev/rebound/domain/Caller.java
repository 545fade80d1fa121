package dev.rebound.domain;

import java.util.Set;

/**
 * The authenticated caller of a request.
 *
 * @param account the account whose list the request is about: the key's own, or the one that
 *     on-behalf-of names
 * @param scopes the scopes of the key
 */
public record Caller(Account account, Set<Scope> scopes) {

  public static Caller of(ApiKey.Grant grant) {
    return new Caller(grant.account(), grant.scopes());
  }
}
