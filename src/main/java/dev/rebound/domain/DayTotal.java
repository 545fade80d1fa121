package dev.rebound.domain;

import java.time.LocalDate;

/**
 * How many on a day.
 *
 * @param name of the class or the domain
 */
public record DayTotal(LocalDate day, String name, long count) {}
