package dev.rebound.domain;

/** An account's name in its parent's on-behalf-of header (contract, 2.3). */
public sealed interface Subaccount {

  /** A subuser by its username. */
  record Username(long parentId, String name) implements Subaccount {}

  /** A customer account by the id after {@code account-id}. */
  record AccountId(long parentId, String externalId) implements Subaccount {}
}
