package dev.rebound.domain;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A valid webhook.
 *
 * @param account receives its events
 * @param key verifies the events; without a key, the sender needs an API key
 */
public record Webhook(Account account, Optional<SigningKey> key) {
  /**
   * A webhook to create.
   *
   * @param accountName the account that receives its events
   * @param key verifies the events; empty for unsigned events
   * @param label the owner's name for it; may be empty
   */
  public record CreateRequest(String accountName, Id id, Optional<SigningKey> key, String label) {}

  /**
   * A webhook without its key, for listings.
   *
   * @param isSigned whether its events must be signed
   * @param revokedAt empty while it is valid
   */
  public record Info(
      Id id,
      String accountName,
      boolean isSigned,
      String label,
      Instant createdAt,
      Optional<Instant> revokedAt) {}

  /** The last segment of a webhook's URL: 128 random bits, in the form of a key's id. */
  public record Id(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;

    public Id {
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("a webhook id has 22 characters of URL-safe base64");
      }
    }

    public static Optional<Id> parse(String text) {
      return FORM.matcher(text).matches() ? Optional.of(new Id(text)) : Optional.empty();
    }

    public static Id random(SecureRandom random) {
      return new Id(RandomText.of(random, BYTES));
    }
  }
}
