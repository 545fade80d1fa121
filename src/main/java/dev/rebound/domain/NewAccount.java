package dev.rebound.domain;

import java.util.regex.Pattern;

/**
 * An account to create.
 *
 * @param name 1 to {@value #MAX_LENGTH} characters that a header can carry, without blanks
 * @param parentName the account it belongs to
 * @param externalId the same, or null for none
 */
public record NewAccount(String name, String parentName, String externalId) {
  public static final int MAX_LENGTH = 64;

  private static final Pattern WORD = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

  public NewAccount {
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
