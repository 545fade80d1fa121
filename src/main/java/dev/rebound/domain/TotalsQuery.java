package dev.rebound.domain;

/**
 * A query for an account's bounces and blocks on each day, by class, or by domain for one class.
 *
 * @param classification null for totals by class
 */
public record TotalsQuery(long accountId, Classification classification, DayRange days) {}
