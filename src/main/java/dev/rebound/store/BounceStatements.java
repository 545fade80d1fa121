package dev.rebound.store;

/**
 * The statements that look up and change the list. Each selects one account, so that it runs on one
 * shard.
 *
 * <p>Statements that change rows lock them in the order of their addresses, which prevents
 * deadlocks.
 */
final class BounceStatements {
  /** Finds an address on the list. $1 account, $2 address. */
  static final String FIND =
      """
      -- bounce.find
      SELECT date_part('epoch', created_at)::bigint, email, reason, status
      FROM bounce
      WHERE account_id = $1::bigint
        AND email = $2::text
      """;

  private static final String FIND_SOME =
      """
      SELECT date_part('epoch', created_at)::bigint, email, %s, status
      FROM bounce
      WHERE account_id = $1::bigint
        AND email = ANY ($2::text[])
      """;

  /** Finds addresses on the list. $1 account, $2 addresses, few enough for all reasons. */
  static final String FIND_FEW =
      StatementName.put("bounce.find-few", FIND_SOME.formatted("reason"));

  /** Finds addresses on the list, without long reasons. $1 account, $2 addresses. */
  static final String FIND_MANY =
      StatementName.put(
          "bounce.find-many", FIND_SOME.formatted(ReasonWindow.cappedColumn("reason")));

  /**
   * Deletes addresses from the list. Counting the locked rows makes the statement lock all of them
   * before it deletes the first. $1 account, $2 slot, $3 addresses, $4 to $8 the parameters of
   * {@link DeletionStatements#recorded}.
   */
  static final String DELETE_ADDRESSES =
      """
      -- bounce.delete
      WITH doomed AS (
        SELECT b.email
        FROM bounce AS b
        WHERE b.account_id = $1::bigint
          AND b.email = ANY ($3::text[])
        ORDER BY b.email
        FOR UPDATE OF b
      ), gone AS (
        DELETE FROM bounce AS b
        WHERE b.account_id = $1::bigint
          AND b.email = ANY ($3::text[])
          AND (SELECT count(*) FROM doomed) > 0
        RETURNING b.email, b.created_at, b.reason, b.status, b.classification, b.last_event_at, b.last_fingerprint
      )"""
          + uncount("$2")
          + DeletionStatements.recorded(4)
          + "SELECT count(*) FROM gone\n";

  private BounceStatements() {}

  /**
   * Continues a statement after its CTE {@code gone}: subtracts the deleted rows from the counts.
   * If the account's history has been cut, it also keeps the newest event of each row, so that
   * older events are still recognised as duplicates. $1 account.
   *
   * @param slot the parameter of the counts' slot
   */
  static String uncount(String slot) {
    return """
    , removed AS (
      INSERT INTO bounce_removal AS r (account_id, email, event_at, fingerprint)
      SELECT $1::bigint, email, last_event_at, last_fingerprint
      FROM gone
      WHERE EXISTS (SELECT 1 FROM history_start WHERE account_id = $1::bigint)
      ORDER BY email
      %s)
    """
            .formatted(keepNewest())
        + counted(slot);
  }

  /**
   * Continues a statement after its CTE {@code gone}: subtracts the deleted rows from the counts.
   * $1 account.
   *
   * @param slot the parameter of the counts' slot
   */
  static String counted(String slot) {
    return """
    , counted AS (
      INSERT INTO list_day AS d (account_id, day, slot, n)
      SELECT $1::bigint, (created_at AT TIME ZONE 'UTC')::date, %s::smallint, -count(*)
      FROM gone
      GROUP BY 2
      ORDER BY 2
      ON CONFLICT (account_id, day, slot) DO UPDATE SET n = d.n + excluded.n
    )
    """
        .formatted(slot);
  }

  /** Completes an insert into {@code bounce_removal AS r}: the newest event wins. */
  static String keepNewest() {
    return """
    ON CONFLICT (account_id, email) DO UPDATE SET event_at = excluded.event_at, fingerprint = excluded.fingerprint
    WHERE (r.event_at, r.fingerprint) < (excluded.event_at, excluded.fingerprint)
    """;
  }
}
