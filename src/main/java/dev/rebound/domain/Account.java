package dev.rebound.domain;

/**
 * Who owns a list: the root account, a subuser or a customer account.
 *
 * @param name the subuser's username
 * @param parentName null for the root account
 * @param externalId what follows {@code account-id} in the on-behalf-of header; null when it has
 *     none
 */
public record Account(long id, String name, String parentName, String externalId) {
  /** The account that is there from the first migration on. */
  public static final String ROOT = "root";
}
