package dev.rebound.store;

/** The statements that cut an account's history off. $1 account, $2 the first day that is kept. */
final class RetentionStatements {
  // "rebo" in ASCII, which hardly anybody else takes.
  private static final int LOCK = 0x7265_626F;

  /** Lets the history begin no earlier than that day; are there events of before? */
  static final String CUT =
      """
      -- retention.cut
      WITH cut AS (
        INSERT INTO history_start AS h (account_id, day)
        VALUES ($1::bigint, $2::date)
        ON CONFLICT (account_id) DO UPDATE SET day = excluded.day
        WHERE h.day < excluded.day
      )
      SELECT EXISTS (
        SELECT
        FROM bounce_event
        WHERE account_id = $1::bigint
          AND occurred_at < $2::date::timestamp AT TIME ZONE 'UTC'
      )
      """;

  /**
   * Deletes the oldest events, $3 at most, all of before the history starts; how many, and was it
   * this one's turn? Of an address that is not on the list it is remembered that it was.
   *
   * <p>By their places in the table: joined by their keys, the planner would rather read the whole
   * table than trust the limit. A lock of two numbers is never one of an account. It ends with the
   * statement: a pooler may give the next one another connection.
   */
  static final String DELETE =
      """
      -- retention.delete
      WITH turn AS MATERIALIZED (
        SELECT pg_try_advisory_xact_lock(%d, 1) AS mine
      ), gone AS (
        DELETE FROM bounce_event AS e
        WHERE e.account_id = $1::bigint
          AND e.ctid = ANY (ARRAY(
            SELECT d.ctid
            FROM bounce_event AS d
            WHERE d.account_id = $1::bigint
              AND d.occurred_at < $2::date::timestamp AT TIME ZONE 'UTC'
              AND d.occurred_at < (
                SELECT h.day::timestamp AT TIME ZONE 'UTC'
                FROM history_start AS h
                WHERE h.account_id = $1::bigint)
              AND (SELECT mine FROM turn)
            ORDER BY d.occurred_at, d.fingerprint
            LIMIT $3::bigint))
        RETURNING e.email, e.type, e.occurred_at, e.fingerprint
      ), removed AS (
        INSERT INTO bounce_removal AS r (account_id, email, event_at, fingerprint)
        SELECT DISTINCT ON (g.email) $1::bigint, g.email, g.occurred_at, g.fingerprint
        FROM gone AS g
        WHERE g.type = 'bounce'
          AND NOT EXISTS (
            SELECT
            FROM bounce AS b
            WHERE b.account_id = $1::bigint
              AND b.email = g.email
            OFFSET 0)
        ORDER BY g.email, g.occurred_at DESC, g.fingerprint DESC
        %s)
      SELECT (SELECT count(*) FROM gone), (SELECT mine FROM turn)
      """
          .formatted(LOCK, BounceStatements.keepNewest());

  private RetentionStatements() {}
}
