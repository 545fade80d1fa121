package dev.rebound.domain;

/** What became of a {@link NewAccount}. */
public enum AccountCreation {
  CREATED,
  /** The name is taken, or the parent has another account of that external id. */
  TAKEN,
  UNKNOWN_PARENT
}
