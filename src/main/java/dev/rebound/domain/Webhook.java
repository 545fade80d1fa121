package dev.rebound.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What the store knows of a webhook that has not been revoked.
 *
 * @param account whose events arrive at it
 * @param key that signs them; without one their sender needs an API key
 */
public record Webhook(Account account, Optional<SigningKey> key) {
  /**
   * A webhook to make known.
   *
   * @param accountName whose events arrive at it
   * @param key that signs them, if any does
   * @param label what its owner calls it; may be empty
   */
  public record CreateRequest(
      String accountName, WebhookId id, Optional<SigningKey> key, String label) {}

  /**
   * A webhook as its owner may see it.
   *
   * @param isSigned whether what arrives must be signed
   * @param revokedAt null while it works
   */
  public record Info(
      WebhookId id,
      String accountName,
      boolean isSigned,
      String label,
      Instant createdAt,
      Instant revokedAt) {}
}
