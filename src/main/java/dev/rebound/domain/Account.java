package dev.rebound.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account owns a bounce list: the root account, a subuser or a customer account.
 *
 * @param name the subuser's username
 * @param parentName empty for the root account
 * @param externalId the id after {@code account-id} in the on-behalf-of header, if any
 */
public record Account(
    long id, String name, Optional<String> parentName, Optional<String> externalId) {
  /** The account that the first migration creates. */
  public static final String ROOT = "root";

  /** The result of a {@link CreateRequest}. */
  public enum CreateResult {
    CREATED,
    /** The name is taken, or the parent has another account with that external id. */
    TAKEN,
    UNKNOWN_PARENT
  }

  /**
   * An account to create.
   *
   * @param name 1 to {@value #MAX_LENGTH} visible ASCII characters, without blanks
   * @param parentName the account that it belongs to
   * @param externalId has the same form, if present
   */
  public record CreateRequest(String name, String parentName, Optional<String> externalId) {
    public static final int MAX_LENGTH = 64;

    private static final Pattern WORD = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    public CreateRequest {
      requireWord("account name", name);
      requireWord("parent name", parentName);
      externalId.ifPresent(id -> requireWord("external id", id));
    }

    /** Returns whether a text has the form of a name or external id. */
    public static boolean isWord(String text) {
      return WORD.matcher(text).matches();
    }

    private static void requireWord(String field, String text) {
      if (!isWord(text)) {
        throw new IllegalArgumentException(
            "the %s must be 1 to %d visible ASCII characters without blanks"
                .formatted(field, MAX_LENGTH));
      }
    }
  }

  /**
   * An account among those that a key can reach.
   *
   * @param createdAt the time at which it was created
   */
  public record Info(Account account, Instant createdAt) {}

  /** A query for an account and all accounts below it, in the order of their ids. */
  public record FamilyQuery(long accountId, Page page) {}

  /** A query for accounts below a parent, in the order of their ids. */
  public record SubaccountQuery(long parentId, Page page) {}

  /** An account's name in its parent's on-behalf-of header (contract, 2.3). */
  public sealed interface Subaccount {

    /** A subuser by its username. */
    record Username(long parentId, String name) implements Subaccount {}

    /** A customer account by the id after {@code account-id}. */
    record AccountId(long parentId, String externalId) implements Subaccount {}
  }
}
