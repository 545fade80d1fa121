package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import java.util.List;

/**
 * A row of a list, and what was told around it.
 *
 * @param account 0 for the first, whose list is the longest
 * @param bounces of the row's address, each later than the one before; one at least
 * @param blocks of the same address, or of one that is on no list
 */
public record SeedRow(int account, List<BounceEvent> bounces, List<BounceEvent> blocks) {
  public SeedRow {
    bounces = List.copyOf(bounces);
    blocks = List.copyOf(blocks);
    if (bounces.isEmpty()) {
      throw new IllegalArgumentException("a row is of one bounce at least");
    }
  }

  /** Since when the address is on the list, in Unix seconds. */
  public long createdAt() {
    return bounces.get(0).occurredAt();
  }

  /** Whose reason, status and class the list shows. */
  public BounceEvent newest() {
    return bounces.get(bounces.size() - 1);
  }
}
