package dev.rebound.domain;

import java.util.Optional;

/**
 * A webhook to make known.
 *
 * @param accountName whose events arrive at it
 * @param key that signs them, if any does
 * @param label what its owner calls it; may be empty
 */
public record NewWebhook(
    String accountName, WebhookId id, Optional<SigningKey> key, String label) {}
