package dev.rebound.store;

/** The statements on the events of accounts. */
final class HistoryStatements {
  private static final String EVENTS =
      """
      SELECT date_part('epoch', occurred_at)::bigint, fingerprint, %s, type, status, classification, rule, source
      FROM bounce_event
      WHERE account_id = $1::bigint
        AND email = $2::text%%s
      ORDER BY occurred_at DESC, fingerprint DESC
      LIMIT $3::bigint
      """
          .formatted(ReasonWindow.column("reason", "occurred_at DESC, fingerprint DESC"));

  /** The events of an address, newest first. $1 account, $2 address, $3 rows at most. */
  static final String NEWEST = StatementName.put("history.newest", EVENTS.formatted(""));

  /** Also $4 time and $5 fingerprint of the event that the page starts after. */
  static final String BEFORE =
      StatementName.put(
          "history.before",
          EVENTS.formatted(
              "\n  AND (occurred_at, fingerprint) < (to_timestamp($4::bigint), $5::uuid)"));

  /** The class of the newest bounce of each address. $1 account, $2 addresses. */
  static final String CLASSES =
      """
      -- history.classes
      SELECT newest.email, newest.classification, newest.rule
      FROM unnest($2::text[]) AS wanted (email)
      CROSS JOIN LATERAL (
        SELECT e.email, e.classification, e.rule
        FROM bounce_event AS e
        WHERE e.account_id = $1::bigint
          AND e.email = wanted.email
          AND e.type = 'bounce'
        ORDER BY e.occurred_at DESC, e.fingerprint DESC
        LIMIT 1
      ) AS newest
      """;

  // "rebo" in ASCII, unlikely to be used by other applications.
  private static final int LOCK = 0x7265_626F;

  /**
   * Moves the start of the history forward to the day; returns whether older events exist. $1
   * account, $2 the first day to keep.
   */
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
        SELECT 1
        FROM bounce_event
        WHERE account_id = $1::bigint
          AND occurred_at < $2::date::timestamp AT TIME ZONE 'UTC'
      )
      """;

  /**
   * Deletes the oldest events before the start of the history, $3 at most; returns their number and
   * whether this instance holds the lock. For addresses that are not on the list it keeps the
   * newest bounce in {@code bounce_removal}, except for erased addresses. $1 account, $2 the first
   * day to keep.
   *
   * <p>It deletes by ctid, because the planner would read the whole table for a join by key. The
   * lock has two numbers, so that it is not an account's lock, and ends with the statement, because
   * a pooler may run the next statement in another session.
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
          AND g.email NOT LIKE '@%%'
          AND NOT EXISTS (
            SELECT 1
            FROM bounce AS b
            WHERE b.account_id = $1::bigint
              AND b.email = g.email
            OFFSET 0)
        ORDER BY g.email, g.occurred_at DESC, g.fingerprint DESC
        %s)
      SELECT (SELECT count(*) FROM gone), (SELECT mine FROM turn)
      """
          .formatted(LOCK, BounceStatements.keepNewest());

  private HistoryStatements() {}
}
