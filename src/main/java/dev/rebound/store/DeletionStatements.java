package dev.rebound.store;

/** The statements on the audit of deletions. */
final class DeletionStatements {
  private static final String ENTRIES =
      """
      SELECT deletion_id, deleted_at, kind, key_id, request_id, rows
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

  private DeletionStatements() {}

  /**
   * Continues a statement after its CTE {@code gone}: adds the deleted rows to the entry of their
   * deletion. A deletion of no rows has no entry. $1 account.
   *
   * @param origin the parameter of the deletion's id; kind, key id and request id follow it
   */
  static String recorded(int origin) {
    return """
    , recorded AS (
      INSERT INTO deletion AS e (account_id, deletion_id, kind, key_id, request_id, rows)
      SELECT $1::bigint, $%d::uuid, $%d::text, $%d::text, $%d::text, count(*)
      FROM gone
      HAVING count(*) > 0
      ON CONFLICT (account_id, deletion_id) DO UPDATE SET rows = e.rows + excluded.rows
    )
    """
        .formatted(origin, origin + 1, origin + 2, origin + 3);
  }
}
