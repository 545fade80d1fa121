package dev.rebound.domain;

import java.util.Set;
import java.util.UUID;

/**
 * What is known already of a batch that has not been told.
 *
 * @param told fingerprints of those of its events that had been told before, or are older than the
 *     history and would change nothing
 * @param listed those of its addresses that are on the list
 */
public record Preview(Set<UUID> told, Set<String> listed) {
  public Preview {
    told = Set.copyOf(told);
    listed = Set.copyOf(listed);
  }
}
