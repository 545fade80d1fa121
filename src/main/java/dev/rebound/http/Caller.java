package dev.rebound.http;

import dev.rebound.bounce.Account;
import dev.rebound.bounce.Scope;
import java.util.Set;

/**
 * Who asks, and for whom.
 *
 * @param account whose list it is about: the key's own, or the one named by on-behalf-of
 * @param scopes of the key
 */
public record Caller(Account account, Set<Scope> scopes) {}
