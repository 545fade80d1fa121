package dev.rebound.domain;

import java.util.List;

/** What to take off an account's list. History and totals stay. */
public record BounceDeletion(long accountId, Selection selection) {

  /** Which rows. */
  public sealed interface Selection permits All, Addresses {}

  /** The whole list. */
  public record All() implements Selection {}

  /** These addresses, as far as they are on the list. */
  public record Addresses(List<EmailAddress> emails) implements Selection {
    public Addresses {
      emails = List.copyOf(emails);
    }
  }
}
