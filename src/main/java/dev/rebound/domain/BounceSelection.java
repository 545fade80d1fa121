package dev.rebound.domain;

/**
 * Rows of an account's list for which all of this holds.
 *
 * @param email null for any
 * @param severity null for any
 */
public record BounceSelection(
    long accountId, TimeRange created, EmailAddress email, Severity severity) {}
