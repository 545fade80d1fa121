package dev.rebound.domain;

/**
 * How far the kept counts of an account are from the events and rows that they count.
 *
 * @param bounceDays days and classes that differ
 * @param domainDays days, classes and domains that differ
 * @param listDays days of the list that differ
 */
public record Verification(long bounceDays, long domainDays, long listDays) {
  public boolean isClean() {
    return bounceDays + domainDays + listDays == 0;
  }

  /**
   * What to verify.
   *
   * @param repair whether to correct what differs
   */
  public record Request(long accountId, boolean repair) {}
}
