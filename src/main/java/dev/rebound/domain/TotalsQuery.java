package dev.rebound.domain;

import java.util.Optional;

/**
 * A query for an account's bounces and blocks on each day, by class, or by domain for one class.
 *
 * @param classification empty for totals by class
 */
public record TotalsQuery(long accountId, Optional<Classification> classification, DayRange days) {}
