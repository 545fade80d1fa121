package dev.rebound.domain;

import java.util.regex.Pattern;

/**
 * An account owns a bounce list: the root account, a subuser or a customer account.
 *
 * @param name the subuser's username
 * @param parentName null for the root account
 * @param externalId the id after {@code account-id} in the on-behalf-of header, or null
 */
public record Account(long id, String name, String parentName, String externalId) {
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
   * @param externalId has the same form, or null
   */
  public record CreateRequest(String name, String parentName, String externalId) {
    public static final int MAX_LENGTH = 64;

    private static final Pattern WORD = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    public CreateRequest {
      requireWord("account name", name);
      if (externalId != null) {
        requireWord("external id", externalId);
      }
    }

    private static void requireWord(String field, String text) {
      if (!WORD.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "the %s must be 1 to %d visible ASCII characters without blanks"
                .formatted(field, MAX_LENGTH));
      }
    }
  }
}
