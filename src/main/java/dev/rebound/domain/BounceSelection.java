package dev.rebound.domain;

/**
 * The rows of an account's list that match all of these conditions.
 *
 * @param email null for any
 * @param severity null for any
 */
public record BounceSelection(
    long accountId, TimeRange created, EmailAddress email, Severity severity) {}
