package dev.rebound.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row of the bounce list.
 *
 * @param created Unix seconds of the first bounce since the address was last deleted from the list
 * @param email the normalised address
 * @param reason the receiver's reply, unchanged, at most {@value BounceEvent#MAX_REASON_BYTES}
 *     bytes
 * @param status an enhanced status code, a bare reply code, or empty
 */
public record Bounce(long created, String email, String reason, String status) {
  /** The bytes of reasons that one statement returns at most. */
  public static final int MAX_WINDOW_BYTES = 1 << 18;

  /** A lookup of 1 to {@value #MAX_SIZE} addresses on an account's list. */
  public record Lookup(long accountId, List<EmailAddress> emails) {
    public static final int MAX_SIZE = 1000;

    /** The rows of so few addresses always fit into one window. */
    public static final int SMALL_SIZE = MAX_WINDOW_BYTES / BounceEvent.MAX_REASON_BYTES;

    public Lookup {
      emails = List.copyOf(emails);
      if (emails.isEmpty() || emails.size() > MAX_SIZE) {
        throw new IllegalArgumentException("a lookup holds 1 to " + MAX_SIZE + " addresses");
      }
    }
  }

  /**
   * The result of a lookup.
   *
   * @param bounces by address
   * @param omitted the addresses whose rows are on the list too, but exceed the window
   */
  public record Found(Map<String, Bounce> bounces, Set<String> omitted) {
    public Found {
      bounces = Map.copyOf(bounces);
      omitted = Set.copyOf(omitted);
    }
  }

  /** A deletion from an account's list. History and totals stay. */
  public record Deletion(long accountId, Selection selection, DeletionEntry.Origin origin) {

    /** The rows to delete. */
    public sealed interface Selection permits All, Addresses, Matching {}

    /** The whole list. */
    public record All() implements Selection {}

    /** The rows of the account that match a selection. */
    public record Matching(BounceSelection rows) implements Selection {}

    /** The rows of these addresses; addresses that are not on the list are ignored. */
    public record Addresses(List<EmailAddress> emails) implements Selection {
      public Addresses {
        emails = List.copyOf(emails);
      }
    }
  }
}
