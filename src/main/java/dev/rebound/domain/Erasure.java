package dev.rebound.domain;

/**
 * A request to erase an address from an account and all accounts below it: its row, its kept
 * deleted rows and the memory of its removal go, and its events become anonymous. All totals stay.
 *
 * @param keepsBlocked whether lists that have the address still block it, by a keyed hash
 */
public record Erasure(
    long accountId, EmailAddress email, boolean keepsBlocked, DeletionEntry.Origin origin) {
  /**
   * The result of an erasure.
   *
   * @param accounts the accounts searched
   * @param rows the rows deleted from lists
   * @param events the events that became anonymous
   * @param kept the accounts that still block the address
   */
  public record Result(long accounts, long rows, long events, long kept) {
    public Result plus(Result other) {
      return new Result(
          accounts + other.accounts, rows + other.rows, events + other.events, kept + other.kept);
    }

    /** Returns the result of an erasure and its repetition in the same accounts. */
    public Result repeated(Result again) {
      return new Result(again.accounts, rows + again.rows, events + again.events, again.kept);
    }
  }
}
