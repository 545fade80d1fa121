package dev.rebound.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The text of an API key in SendGrid's form {@code SG.<22>.<43>}: a public id and a secret
 * (contract, 2.1). Only the id and the secret's hash are ever stored.
 */
public record ApiKey(String id, String secret) {
  private static final String PREFIX = "SG.";
  private static final int DOT = PREFIX.length() + 22;
  private static final int LENGTH = DOT + 1 + 43;
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  // By hand, and not by a pattern: every request has a key to read.
  public static Optional<ApiKey> parse(String text) {
    boolean isKey =
        text.length() == LENGTH
            && text.startsWith(PREFIX)
            && text.charAt(DOT) == '.'
            && isRandomText(text, PREFIX.length(), DOT)
            && isRandomText(text, DOT + 1, LENGTH);
    return isKey
        ? Optional.of(new ApiKey(text.substring(PREFIX.length(), DOT), text.substring(DOT + 1)))
        : Optional.empty();
  }

  private static boolean isRandomText(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean isLetter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
      if (!isLetter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  public static ApiKey random(SecureRandom random) {
    return new ApiKey(RandomText.of(random, ID_BYTES), RandomText.of(random, SECRET_BYTES));
  }

  /** The key as its owner writes it. */
  public String text() {
    return "SG." + id + "." + secret;
  }

  /** SHA-256 of the secret. 256 random bits need no slow hash: there is nothing to guess. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The secret stays out of logs. */
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }

  /**
   * A key to make known.
   *
   * @param hash SHA-256 of its secret
   * @param scopes {@link Scope#ALL} gives full access, to scopes that come later too
   * @param label what its owner calls it; may be empty
   */
  public record CreateRequest(
      String accountName, String keyId, byte[] hash, Set<Scope> scopes, String label) {}

  /**
   * A key as its owner may see it.
   *
   * @param revokedAt null while the key works
   */
  public record Info(
      String keyId,
      String accountName,
      Set<Scope> scopes,
      String label,
      Instant createdAt,
      Instant revokedAt) {}

  /**
   * What the store knows of a key that has not been revoked.
   *
   * @param hash SHA-256 of its secret
   */
  public record Grant(Account account, byte[] hash, Set<Scope> scopes) {

    /** Whether it is this key's, in time that does not depend on the answer. */
    public boolean matches(ApiKey key) {
      return MessageDigest.isEqual(key.hash(), hash);
    }
  }
}
