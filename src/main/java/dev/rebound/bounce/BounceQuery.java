package dev.rebound.bounce;

/** Which part of an account's list is asked for, newest first. */
public record BounceQuery(long accountId, TimeRange created, EmailFilter filter, Page page) {}
