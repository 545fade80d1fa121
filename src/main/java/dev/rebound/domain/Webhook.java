package dev.rebound.domain;

import java.time.Instant;
import java.util.Optional;

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
  public record CreateRequest(
      String accountName, WebhookId id, Optional<SigningKey> key, String label) {}

  /**
   * A webhook without its key, for listings.
   *
   * @param isSigned whether its events must be signed
   * @param revokedAt empty while it is valid
   */
  public record Info(
      WebhookId id,
      String accountName,
      boolean isSigned,
      String label,
      Instant createdAt,
      Optional<Instant> revokedAt) {}
}
