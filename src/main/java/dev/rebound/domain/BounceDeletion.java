package dev.rebound.domain;

import java.util.List;

/** A deletion from an account's list. History and totals stay. */
public record BounceDeletion(long accountId, Selection selection) {

  /** The rows to delete. */
  public sealed interface Selection permits All, Addresses {}

  /** The whole list. */
  public record All() implements Selection {}

  /** The rows of these addresses; addresses that are not on the list are ignored. */
  public record Addresses(List<EmailAddress> emails) implements Selection {
    public Addresses {
      emails = List.copyOf(emails);
    }
  }
}
