package dev.rebound.domain;

import java.util.regex.Pattern;

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

  /** What became of a {@link CreateRequest}. */
  public enum CreateResult {
    CREATED,
    /** The name is taken, or the parent has another account of that external id. */
    TAKEN,
    UNKNOWN_PARENT
  }

  /**
   * An account to create.
   *
   * @param name 1 to {@value #MAX_LENGTH} characters that a header can carry, without blanks
   * @param parentName the account it belongs to
   * @param externalId the same, or null for none
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

    private static void requireWord(String what, String text) {
      if (!WORD.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "the "
                + what
                + " must be 1 to "
                + MAX_LENGTH
                + " visible ASCII characters without blanks");
      }
    }
  }
}
