package dev.rebound.domain;

import java.util.Optional;

/**
 * What the store knows of a webhook that has not been revoked.
 *
 * @param account whose events arrive at it
 * @param key that signs them; without one their sender needs an API key
 */
public record Webhook(Account account, Optional<SigningKey> key) {}
