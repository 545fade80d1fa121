package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import java.util.List;

/**
 * A row of a bounce list, and its events.
 *
 * @param account the number of the account; account 0 has the longest list
 * @param bounces one or more bounces of the row's address, ordered by time
 * @param blocks blocks of this address, or of an address that is not on the list
 */
public record SeedRow(int account, List<BounceEvent> bounces, List<BounceEvent> blocks) {
  public SeedRow {
    bounces = List.copyOf(bounces);
    blocks = List.copyOf(blocks);
    if (bounces.isEmpty()) {
      throw new IllegalArgumentException("a row needs a bounce");
    }
  }

  /** Returns when the address came onto the list, in Unix seconds. */
  public long createdAt() {
    return bounces.get(0).occurredAt();
  }

  /** Returns the bounce whose reason, status and classification the list shows. */
  public BounceEvent newest() {
    return bounces.get(bounces.size() - 1);
  }
}
