package dev.rebound.domain;

import java.util.Optional;

/**
 * The rows of an account's list that match all of these conditions.
 *
 * @param email empty for any address
 * @param severity empty for any severity
 */
public record BounceSelection(
    long accountId, TimeRange created, Optional<EmailAddress> email, Optional<Severity> severity) {}
