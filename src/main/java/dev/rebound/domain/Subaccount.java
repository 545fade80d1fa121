package dev.rebound.domain;

/** How a parent names one of its accounts in the on-behalf-of header (contract, 2.3). */
public sealed interface Subaccount {

  /** A subuser by its username. */
  record Username(long parentId, String name) implements Subaccount {}

  /** A customer account by the id that follows {@code account-id}. */
  record AccountId(long parentId, String externalId) implements Subaccount {}
}
