package dev.rebound.mock;

import dev.rebound.domain.ApiKey;
import java.util.List;

/**
 * The result of a seed.
 *
 * @param rows of the lists of all accounts
 * @param events bounces and blocks
 * @param seconds that the seed took
 * @param keys one for each account, the account with the longest list first; empty unless requested
 */
public record Seeded(long rows, long events, double seconds, List<AccountKey> keys) {
  public Seeded {
    keys = List.copyOf(keys);
  }

  /** A full-access key of one account. */
  public record AccountKey(String account, ApiKey key) {}
}
