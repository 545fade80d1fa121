package dev.rebound.store;

/** The statements on the audit of deletions. */
final class DeletionStatements {
  private static final String ENTRIES =
      """
      SELECT deletion_id, deleted_at, kind, key_id, request_id, rows, restored
      FROM deletion
      WHERE account_id = $1::bigint%s
      ORDER BY deletion_id DESC
      LIMIT $2::bigint
      """;

  /** The deletions of an account, newest first. $1 account, $2 rows at most. */
  static final String NEWEST = StatementName.put("deletion.newest", ENTRIES.formatted(""));

  /** Also $3 the last deletion of the page before. */
  static final String BEFORE =
      StatementName.put("deletion.before", ENTRIES.formatted("\n  AND deletion_id < $3::uuid"));

  /**
   * Puts kept rows of a deletion back on the list, $4 at most, and returns the number of kept rows
   * and of rows put back. {@code bounce_removal} stays: events up to the deletion still change
   * nothing. It deletes by ctid: a join compares each row with each where the planner has no
   * statistics yet. $1 account, $2 slot of the counts, $3 deletion.
   */
  static final String UNDELETE =
      """
      -- deletion.undelete
      WITH batch AS MATERIALIZED (
        SELECT k.ctid AS id, k.email, k.created_at, k.reason, k.status, k.classification, k.last_event_at, k.last_fingerprint
        FROM bounce_deleted AS k
        WHERE k.account_id = $1::bigint
          AND k.deletion_id = $3::uuid
        ORDER BY k.email
        LIMIT $4::bigint
        FOR UPDATE OF k
      ), taken AS (
        DELETE FROM bounce_deleted AS k
        WHERE k.account_id = $1::bigint
          AND k.ctid = ANY (ARRAY(SELECT id FROM batch))
      ), listed AS (
        INSERT INTO bounce
          (account_id, email, created_at, reason, status, classification, last_event_at, last_fingerprint)
        SELECT $1::bigint, email, created_at, reason, status, classification, last_event_at, last_fingerprint
        FROM batch
        ORDER BY email
        ON CONFLICT (account_id, email) DO NOTHING
        RETURNING created_at
      ), counted AS (
        INSERT INTO list_day AS d (account_id, day, slot, n)
        SELECT $1::bigint, (created_at AT TIME ZONE 'UTC')::date, $2::smallint, count(*)
        FROM listed
        GROUP BY 2
        ORDER BY 2
        ON CONFLICT (account_id, day, slot) DO UPDATE SET n = d.n + excluded.n
      ), noted AS (
        UPDATE deletion AS e
        SET restored = e.restored + (SELECT count(*) FROM listed)
        WHERE e.account_id = $1::bigint
          AND e.deletion_id = $3::uuid
      )
      SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM listed)
      """;

  /**
   * Removes the oldest kept rows, $3 at most, and returns their number. $1 account, $2 the rows of
   * deletions before this id.
   */
  static final String PURGE =
      """
      -- deletion.purge
      WITH gone AS (
        DELETE FROM bounce_deleted AS k
        WHERE k.account_id = $1::bigint
          AND k.ctid = ANY (ARRAY(
            SELECT d.ctid
            FROM bounce_deleted AS d
            WHERE d.account_id = $1::bigint
              AND d.deletion_id < $2::uuid
            ORDER BY d.deletion_id, d.email
            LIMIT $3::bigint))
        RETURNING 1
      )
      SELECT count(*) FROM gone
      """;

  private DeletionStatements() {}

  /**
   * Continues a statement after its CTE {@code gone}: adds the deleted rows to the entry of their
   * deletion. A deletion of no rows has no entry. $1 account.
   *
   * @param origin the parameter of the deletion's id; kind, key id and request id follow it
   */
  static String noted(int origin) {
    return """
    , recorded AS (
      INSERT INTO deletion AS e (account_id, deletion_id, kind, key_id, request_id, rows)
      SELECT $1::bigint, $%1$d::uuid, $%2$d::text, $%3$d::text, $%4$d::text, count(*)
      FROM gone
      HAVING count(*) > 0
      ON CONFLICT (account_id, deletion_id) DO UPDATE SET rows = e.rows + excluded.rows
    )
    """
        .formatted(origin, origin + 1, origin + 2, origin + 3);
  }

  /**
   * Continues a statement as {@link #noted} does, and keeps the rows for an undeletion. A row that
   * came back between two batches and was deleted once more is kept as it was first. $1 account.
   *
   * @param origin the parameter of the deletion's id; kind, key id, request id and whether to keep
   *     the rows follow it
   */
  static String recorded(int origin) {
    return noted(origin)
        + """
        , kept AS (
          INSERT INTO bounce_deleted
            (account_id, deletion_id, email, created_at, reason, status, classification, last_event_at, last_fingerprint)
          SELECT $1::bigint, $%1$d::uuid, email, created_at, reason, status, classification, last_event_at,
            last_fingerprint
          FROM gone
          WHERE $%2$d::boolean
          ON CONFLICT (account_id, deletion_id, email) DO NOTHING
        )
        """
            .formatted(origin, origin + 4);
  }
}
