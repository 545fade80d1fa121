package dev.rebound.store;

/**
 * The statements that look up and change the list. Each pins one account, so that it runs on one
 * shard.
 *
 * <p>Those that change some rows lock them in the order of their addresses, so that none waits for
 * another in a circle. Emptying a list in that order would read the table at random, for minutes;
 * it takes turns with the others instead: they share a lock of the account, it has it alone.
 */
final class BounceStatements {
  /** Is this address on the list? $1 account, $2 address. */
  static final String FIND =
      """
      SELECT extract(epoch FROM created_at)::bigint, email, reason, status
      FROM bounce
      WHERE account_id = $1::bigint
        AND email = $2::text
      """;

  /**
   * Stores events, once each, and brings list and counts up to them. $1 account, $2 slot of the
   * counts, $3 to $10 one array a column, $11 source. Told twice, an event changes nothing; told in
   * any order, events leave the same list.
   */
  static final String INGEST =
      """
      WITH turn AS MATERIALIZED (
        SELECT pg_advisory_xact_lock_shared($1::bigint)
      ), input AS (
        SELECT i.*
        FROM turn, unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::uuid[]) AS i (email, occurred, type, reason, status, classification, rule, fingerprint)
      ), told AS (
        INSERT INTO bounce_event
          (account_id, occurred_at, fingerprint, email, type, reason, status, classification, rule, source)
        SELECT $1::bigint, to_timestamp(occurred), fingerprint, email, type, reason, status, classification,
          rule, $11::text
        FROM input
        ORDER BY occurred, fingerprint
        ON CONFLICT (account_id, occurred_at, fingerprint) DO NOTHING
        RETURNING occurred_at, fingerprint, email, type, reason, status, classification
      ), newest AS (
        SELECT DISTINCT ON (email)
          email, min(occurred_at) OVER (PARTITION BY email) AS created_at,
          reason, status, classification, occurred_at, fingerprint
        FROM told
        WHERE type = 'bounce'
        ORDER BY email, occurred_at DESC, fingerprint DESC
      ), listed AS (
        INSERT INTO bounce AS b
          (account_id, email, created_at, reason, status, classification, last_event_at, last_fingerprint)
        SELECT $1::bigint, email, created_at, reason, status, classification, occurred_at, fingerprint
        FROM newest
        ORDER BY email
        ON CONFLICT (account_id, email) DO UPDATE SET
          created_at = least(b.created_at, excluded.created_at),
          replaced_created_at = b.created_at,
          (reason, status, classification, last_event_at, last_fingerprint) = (
            SELECT reason, status, classification, last_event_at, last_fingerprint
            FROM (VALUES
              (b.reason, b.status, b.classification, b.last_event_at, b.last_fingerprint),
              (excluded.reason, excluded.status, excluded.classification,
               excluded.last_event_at, excluded.last_fingerprint)
            ) AS e (reason, status, classification, last_event_at, last_fingerprint)
            ORDER BY last_event_at DESC, last_fingerprint DESC
            LIMIT 1)
        RETURNING created_at, replaced_created_at
      ), moved AS (
        SELECT created_at AS at, 1 AS n FROM listed
        UNION ALL
        SELECT replaced_created_at, -1 FROM listed WHERE replaced_created_at IS NOT NULL
      ), counted AS (
        INSERT INTO list_day AS d (account_id, day, slot, n)
        SELECT $1::bigint, (at AT TIME ZONE 'UTC')::date, $2::smallint, sum(n)
        FROM moved
        GROUP BY 2
        HAVING sum(n) <> 0
        ORDER BY 2
        ON CONFLICT (account_id, day, slot) DO UPDATE SET n = d.n + excluded.n
      ), by_class AS (
        INSERT INTO bounce_day AS d (account_id, day, classification, slot, n)
        SELECT $1::bigint, (occurred_at AT TIME ZONE 'UTC')::date, classification, $2::smallint, count(*)
        FROM told
        WHERE type <> 'dropped'
        GROUP BY 2, 3
        ORDER BY 2, 3
        ON CONFLICT (account_id, day, classification, slot) DO UPDATE SET n = d.n + excluded.n
      ), by_domain AS (
        INSERT INTO domain_day AS d (account_id, classification, day, domain, slot, n)
        SELECT $1::bigint, classification, (occurred_at AT TIME ZONE 'UTC')::date, split_part(email, '@', 2),
          $2::smallint, count(*)
        FROM told
        WHERE type <> 'dropped'
        GROUP BY 2, 3, 4
        ORDER BY 2, 3, 4
        ON CONFLICT (account_id, classification, day, domain, slot) DO UPDATE SET n = d.n + excluded.n
      )
      SELECT
        (SELECT count(*) FROM told) AS told,
        (SELECT count(*) FROM told WHERE type <> 'bounce') AS unlisted,
        (SELECT count(*) FROM listed WHERE replaced_created_at IS NULL) AS listed
      """;

  /** Takes addresses off the list. $1 account, $2 slot, $3 addresses. */
  static final String DELETE_ADDRESSES =
      """
      WITH turn AS MATERIALIZED (
        SELECT pg_advisory_xact_lock_shared($1::bigint)
      ), doomed AS (
        SELECT b.email
        FROM turn, bounce AS b
        WHERE b.account_id = $1::bigint
          AND b.email = ANY ($3::text[])
        ORDER BY b.email
        FOR UPDATE OF b
      ), gone AS (
        DELETE FROM bounce AS b
        USING doomed
        WHERE b.account_id = $1::bigint
          AND b.email = doomed.email
        RETURNING b.created_at
      )"""
          + uncount();

  /** Empties the list. $1 account, $2 slot. */
  static final String DELETE_ALL =
      """
      WITH turn AS MATERIALIZED (
        SELECT pg_advisory_xact_lock($1::bigint)
      ), gone AS (
        DELETE FROM bounce AS b
        USING turn
        WHERE b.account_id = $1::bigint
        RETURNING b.created_at
      )"""
          + uncount();

  private BounceStatements() {}

  /** What follows a {@code gone}: takes its rows out of the counts. $1 account, $2 slot. */
  static String uncount() {
    return """
    , counted AS (
      INSERT INTO list_day AS d (account_id, day, slot, n)
      SELECT $1::bigint, (created_at AT TIME ZONE 'UTC')::date, $2::smallint, -count(*)
      FROM gone
      GROUP BY 2
      ORDER BY 2
      ON CONFLICT (account_id, day, slot) DO UPDATE SET n = d.n + excluded.n
    )
    SELECT count(*) FROM gone
    """;
  }
}
