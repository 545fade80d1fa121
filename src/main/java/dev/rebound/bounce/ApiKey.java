package dev.rebound.bounce;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an API key in SendGrid's form {@code SG.<22>.<43>}: a public id and a secret
 * (contract, 2.1). Only the id and the secret's hash are ever stored.
 */
public record ApiKey(String id, String secret) {
  private static final Pattern FORM =
      Pattern.compile("SG\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  public static Optional<ApiKey> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new ApiKey(matcher.group(1), matcher.group(2)))
        : Optional.empty();
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
}
