package dev.rebound.domain;

/**
 * How many bounces and blocks an account had on each day: by class, or those of one class by
 * domain.
 *
 * @param classification null for the totals by class
 */
public record TotalsQuery(long accountId, Classification classification, DayRange days) {}
