package dev.rebound.api.endpoint;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import java.util.Set;

/**
 * Who asks, and for whom.
 *
 * @param account whose list it is about: the key's own, or the one named by on-behalf-of
 * @param scopes of the key
 */
public record Caller(Account account, Set<Scope> scopes) {}
