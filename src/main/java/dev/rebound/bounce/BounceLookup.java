package dev.rebound.bounce;

/** Is this address on the account's list? */
public record BounceLookup(long accountId, EmailAddress email) {}
