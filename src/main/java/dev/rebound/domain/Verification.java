package dev.rebound.domain;

/**
 * The differences between an account's stored counts and a new count of its events and rows.
 *
 * @param bounceDays the days and classes that differ
 * @param domainDays the days, classes and domains that differ
 * @param listDays the days of the list that differ, and the totals of its folded days that differ
 */
public record Verification(long bounceDays, long domainDays, long listDays) {
  public boolean isClean() {
    return bounceDays + domainDays + listDays == 0;
  }

  /**
   * A request to verify an account's counts.
   *
   * @param repair whether to correct the differences
   */
  public record Request(long accountId, boolean repair) {}
}
