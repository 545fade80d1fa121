package dev.rebound.mock;

import dev.rebound.domain.ApiKey;
import java.util.List;

/**
 * What a seed has made.
 *
 * @param rows of the lists of all accounts
 * @param events bounces and blocks
 * @param seconds that it took
 * @param keys one an account, the account with the longest list first; none when they were not
 *     asked for
 */
public record Seeded(long rows, long events, double seconds, List<AccountKey> keys) {
  public Seeded {
    keys = List.copyOf(keys);
  }

  /** A key that may do everything with one account. */
  public record AccountKey(String account, ApiKey key) {}
}
