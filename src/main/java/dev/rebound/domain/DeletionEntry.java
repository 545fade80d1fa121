package dev.rebound.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A deletion from an account's list, as the audit shows it.
 *
 * @param kind the label of a {@link Kind}
 * @param rows the rows deleted, 1 or more
 * @param restored the rows that an undeletion put back
 */
public record DeletionEntry(
    UUID id,
    Instant deletedAt,
    String kind,
    Optional<String> keyId,
    Optional<String> requestId,
    long rows,
    long restored) {

  /** The calls that delete from a list. */
  public enum Kind {
    V3_ADDRESS("v3.address"),
    V3_ADDRESSES("v3.addresses"),
    V3_ALL("v3.all"),
    V2_ADDRESSES("v2.addresses"),
    /** All rows, or those of a type or of a range of days. */
    V2_SELECTION("v2.selection"),
    MIRROR("mirror"),
    ERASE("erase");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * The origin of a deletion. Deletions with the same id are one entry.
   *
   * @param keyId the public id of the caller's key; empty without one
   * @param requestId the id of the HTTP request; empty without one
   */
  public record Origin(UUID id, Kind kind, Optional<String> keyId, Optional<String> requestId) {

    /** Returns the origin of a deletion that starts now. */
    public static Origin now(Kind kind, Optional<String> keyId, Optional<String> requestId) {
      return new Origin(TimeOrderedId.of(Instant.now()), kind, keyId, requestId);
    }
  }

  /**
   * A query for the deletions of an account, newest first.
   *
   * @param before the last deletion of the previous page; empty for the first page
   */
  public record Query(long accountId, Optional<UUID> before, int limit) {}

  /** A request to put the kept rows of a deletion back on the list. */
  public record Undeletion(long accountId, UUID id) {}

  /**
   * The result of an undeletion.
   *
   * @param kept the rows that were kept, 0 or more
   * @param restored those whose addresses were not on the list
   */
  public record Restored(long kept, long restored) {
    public Restored plus(Restored other) {
      return new Restored(kept + other.kept, restored + other.restored);
    }
  }

  /** A removal of some of the kept rows of an account's deletions before a time. */
  public record Purge(long accountId, Instant before) {}
}
