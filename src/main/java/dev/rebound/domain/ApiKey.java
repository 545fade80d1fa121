package dev.rebound.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key in SendGrid's form {@code SG.<22>.<43>}: a public id and a secret (contract, 2.1). The
 * store keeps the id and a hash of the secret.
 */
public record ApiKey(String id, String secret) {
  private static final String PREFIX = "SG.";
  private static final int DOT = PREFIX.length() + 22;
  private static final int LENGTH = DOT + 1 + 43;
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  /** Parses a key's text; empty when it does not have the form. */
  public static Optional<ApiKey> parse(String text) {
    if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(DOT) != '.') {
      return Optional.empty();
    }
    ApiKey key = new ApiKey(text.substring(PREFIX.length(), DOT), text.substring(DOT + 1));
    return RandomText.isValid(key.id) && RandomText.isValid(key.secret)
        ? Optional.of(key)
        : Optional.empty();
  }

  /** Generates a key. */
  public static ApiKey random(SecureRandom random) {
    return new ApiKey(RandomText.of(random, ID_BYTES), RandomText.of(random, SECRET_BYTES));
  }

  /** Returns the key's text, with the secret. */
  public String text() {
    return PREFIX + id + "." + secret;
  }

  /** Returns the SHA-256 of the secret. A secret of 256 random bits needs no slow hash. */
  public byte[] hash() {
    return Sha256.newDigest().digest(secret.getBytes(StandardCharsets.US_ASCII));
  }

  /** Omits the secret: it must not appear in logs. */
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }

  /**
   * A key to create.
   *
   * @param hash the SHA-256 of its secret
   * @param scopes {@link Scope#ALL} grants full access, including scopes of later versions
   * @param label the owner's name for it; may be empty
   */
  public record CreateRequest(
      String accountName, String keyId, byte[] hash, Set<Scope> scopes, String label) {}

  /**
   * A key that another key creates, which must not be revoked by then.
   *
   * @param creatorId the public id of the other key; empty in a mock that accepts any key
   */
  public record CreateByKey(CreateRequest key, Optional<String> creatorId) {}

  /**
   * A revocation of an account's key.
   *
   * @param revokerId the public id of the key that revokes it; empty in a mock that accepts any key
   */
  public record Revocation(long accountId, String keyId, Optional<String> revokerId) {}

  /** A query for the keys of an account, newest first. */
  public record Query(long accountId, Page page) {}

  /**
   * A key without its secret, for listings.
   *
   * @param revokedAt empty while the key is valid
   * @param createdBy the public id of the key that created it; empty for a command
   * @param revokedBy the public id of the key that revoked it; empty for a command
   */
  public record Info(
      String keyId,
      String accountName,
      Set<Scope> scopes,
      String label,
      Instant createdAt,
      Optional<Instant> revokedAt,
      Optional<String> createdBy,
      Optional<String> revokedBy) {}

  /**
   * The account and scopes of a valid key.
   *
   * @param keyId empty for a key of a mock that accepts any key
   * @param hash the SHA-256 of its secret
   */
  public record Grant(Account account, Optional<String> keyId, byte[] hash, Set<Scope> scopes) {

    /** Returns whether the key has this hash, in constant time. */
    public boolean matches(ApiKey key) {
      return MessageDigest.isEqual(key.hash(), hash);
    }
  }
}
