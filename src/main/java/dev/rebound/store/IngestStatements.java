package dev.rebound.store;

/**
 * The statements that store events and update the list and the counts. They are idempotent, and the
 * order in which events arrive does not change the resulting list. $1 account, $2 slot of the
 * counts, $3 to $10 one array for each column, $11 source.
 *
 * <p>Events before the start of the history may have been stored, counted and deleted already. They
 * are neither stored nor counted again; a bounce only updates the list, unless its address has been
 * deleted from the list since.
 *
 * <p>The statements lock rows in the order of events, addresses and counts, which prevents
 * deadlocks.
 */
final class IngestStatements {
  private static final String ARRAYS =
      """
        SELECT i.*
        FROM unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::uuid[]) AS i (email, occurred, type, reason, status, classification, rule, fingerprint)
        WHERE NOT EXISTS (SELECT 1 FROM account WHERE id = $1::bigint AND erase_key IS NOT NULL)
      """;

  // Of erased addresses, no event is read.
  private static final String HASHED_ARRAYS =
      """
        SELECT i.*
        FROM unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
          $10::uuid[], $12::bytea[])
          AS i (email, occurred, type, reason, status, classification, rule, fingerprint, email_hash)
        WHERE NOT EXISTS (
          SELECT 1
          FROM bounce_erased AS h
          WHERE h.account_id = $1::bigint
            AND h.email_hash = i.email_hash)
      """;

  // The first second of the history; 0 if it was never cut.
  private static final String START =
      """
        SELECT coalesce(max(date_part('epoch', day::timestamp))::bigint, 0) AS second
        FROM history_start
        WHERE account_id = $1::bigint
      """;

  // Returns a row if the event i would change nothing: the list contains it, or contained it when
  // the address was deleted.
  private static final String CONTAINED =
      """
          SELECT 1
          FROM bounce AS b
          WHERE b.account_id = $1::bigint
            AND b.email = i.email
            AND b.created_at <= to_timestamp(i.occurred)
            AND (b.last_event_at, b.last_fingerprint) >= (to_timestamp(i.occurred), i.fingerprint)
          UNION ALL
          SELECT 1
          FROM bounce_removal AS r
          WHERE r.account_id = $1::bigint
            AND r.email = i.email
            AND (r.event_at, r.fingerprint) >= (to_timestamp(i.occurred), i.fingerprint)
      """;

  private static final String COUNTS =
      """
      SELECT
        (SELECT count(*) FROM news) AS told,
        (SELECT count(*) FROM news WHERE type <> 'bounce') AS unlisted,
        (SELECT count(*) FROM listed WHERE replaced_created_at IS NULL) AS listed""";

  private static final String NAMES =
      """
      SELECT
        ARRAY(SELECT fingerprint FROM news),
        ARRAY(SELECT email FROM listed WHERE replaced_created_at IS NULL)""";

  private static final String IS_HASHED =
      """
      ,
        EXISTS (SELECT 1 FROM account WHERE id = $1::bigint AND erase_key IS NOT NULL) AS is_hashed
      """;

  /**
   * Returns the number of new events, of those that do not concern the list, and of addresses added
   * to the list. For an account with hashes of erased addresses, it does nothing and returns {@code
   * is_hashed}.
   */
  static final String BATCH =
      StatementName.put("ingest.batch", storing(ARRAYS) + COUNTS + IS_HASHED);

  /** Like {@link #BATCH}, without the events of erased addresses. $12 each event's hash. */
  static final String BATCH_HASHED =
      StatementName.put("ingest.batch-hashed", counting(HASHED_ARRAYS));

  /**
   * Returns the fingerprints of the new events and the addresses added to the list. For an account
   * with hashes of erased addresses, it does nothing and returns {@code is_hashed}.
   */
  static final String GROUP =
      StatementName.put("ingest.group", storing(ARRAYS) + NAMES + IS_HASHED);

  /** Like {@link #GROUP}, without the events of erased addresses. $12 each event's hash. */
  static final String GROUP_HASHED =
      StatementName.put("ingest.group-hashed", storing(HASHED_ARRAYS) + NAMES + "\n");

  /**
   * Returns the fingerprints of events that would change nothing and the addresses on the list. $1
   * account, $2 to $5 the events' times, fingerprints, addresses and types.
   */
  static final String PREVIEW =
      """
      -- ingest.preview
      WITH start AS (
      %s)
      SELECT
        ARRAY(
          SELECT fingerprint
          FROM unnest($2::bigint[], $3::uuid[]) AS i (occurred, fingerprint)
          JOIN bounce_event AS e USING (fingerprint)
          WHERE e.account_id = $1::bigint
            AND e.occurred_at = to_timestamp(occurred)
          UNION ALL
          SELECT fingerprint
          FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[]) AS i (occurred, fingerprint, email, type)
          WHERE occurred < (SELECT second FROM start)
            AND (type <> 'bounce' OR EXISTS (
      %s      ))),
        ARRAY(
          SELECT email
          FROM bounce
          WHERE account_id = $1::bigint
            AND email = ANY ($4::text[]))
      """
          .formatted(START, CONTAINED);

  private IngestStatements() {}

  /**
   * Returns the statement of {@link #BATCH} for another source of rows.
   *
   * @param input a query of the source: email, occurred (Unix seconds), type, reason, status,
   *     classification, rule, fingerprint
   */
  static String counting(String input) {
    return storing(input) + COUNTS + "\n";
  }

  private static String storing(String input) {
    return """
    WITH start AS (
    %s), input AS (
    %s), told AS (
      INSERT INTO bounce_event
        (account_id, occurred_at, fingerprint, email, type, reason, status, classification, rule, source)
      SELECT $1::bigint, to_timestamp(occurred), fingerprint, email, type, reason, status, classification,
        rule, $11::text
      FROM input
      WHERE occurred >= (SELECT second FROM start)
      ORDER BY occurred, fingerprint
      ON CONFLICT (account_id, occurred_at, fingerprint) DO NOTHING
      RETURNING occurred_at, fingerprint, email, type, reason, status, classification
    ), late AS (
      SELECT DISTINCT ON (fingerprint)
        to_timestamp(occurred), fingerprint, email, type, reason, status, classification
      FROM input AS i
      WHERE occurred < (SELECT second FROM start)
        AND type = 'bounce'
        AND NOT EXISTS (
          SELECT 1
          FROM bounce_event AS e
          WHERE e.account_id = $1::bigint
            AND e.occurred_at = to_timestamp(i.occurred)
            AND e.fingerprint = i.fingerprint
          OFFSET 0)
        AND NOT EXISTS (
    %s    )
    ), news AS (
      SELECT * FROM told
      UNION ALL
      SELECT * FROM late
    ), newest AS (
      SELECT DISTINCT ON (email)
        email, min(occurred_at) OVER (PARTITION BY email) AS created_at,
        reason, status, classification, occurred_at, fingerprint
      FROM news
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
      RETURNING email, created_at, replaced_created_at
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
    """
        .formatted(START, input, CONTAINED);
  }
}
