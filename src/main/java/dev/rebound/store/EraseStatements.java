package dev.rebound.store;

/** The statements that erase an address. */
final class EraseStatements {
  /** An account and all accounts below it. $1 account. */
  static final String ACCOUNTS =
      """
      -- erase.accounts
      WITH RECURSIVE family AS (
        SELECT id FROM account WHERE id = $1::bigint
        UNION
        SELECT a.id FROM account AS a JOIN family AS f ON a.parent_id = f.id
      )
      SELECT id FROM family ORDER BY id
      """;

  /**
   * Makes events of an address anonymous, $3 at most, and returns their number. An event keeps its
   * time, type, class and domain, by which it is counted. Its address becomes one without a local
   * part, which no event can have, and its fingerprint one that nobody can compute. $1 account, $2
   * address, $4 a secret that is used once.
   */
  static final String EVENTS =
      """
      -- erase.events
      WITH erased AS (
        UPDATE bounce_event AS e
        SET email = '@' || split_part(e.email, '@', 2),
          reason = '',
          fingerprint = md5($4::text || e.fingerprint::text)::uuid
        WHERE e.account_id = $1::bigint
          AND e.ctid = ANY (ARRAY(
            SELECT d.ctid
            FROM bounce_event AS d
            WHERE d.account_id = $1::bigint
              AND d.email = $2::text
            LIMIT $3::bigint))
        RETURNING 1
      )
      SELECT count(*) FROM erased
      """;

  static final String NOW = StatementName.put("erase.now", "SELECT clock_timestamp()");

  /** Counts the other transactions of services and commands that began before $1, a time. */
  static final String EARLIER =
      """
      -- erase.earlier
      SELECT count(*)
      FROM pg_stat_activity
      WHERE usename = current_user
        AND datname = current_database()
        AND application_name LIKE 'rebound %'
        AND xact_start <= $1::timestamptz
        AND pid <> pg_backend_pid()
      """;

  private static final String DELETE =
      """
      WITH gone AS (
        DELETE FROM bounce AS b
        WHERE b.account_id = $1::bigint
          AND b.email = $3::text
        RETURNING b.email, b.created_at, b.reason, b.status, b.classification, b.last_event_at, b.last_fingerprint
      ), forgotten AS (
        DELETE FROM bounce_removal AS r
        WHERE r.account_id = $1::bigint
          AND r.email = $3::text
      ), unkept AS (
        DELETE FROM bounce_deleted AS k
        WHERE k.account_id = $1::bigint
          AND k.email = $3::text
      )%s"""
          + BounceStatements.counted("$2")
          + DeletionStatements.recorded(4)
          + "SELECT count(*) FROM gone\n";

  /**
   * Deletes the row of an address, its kept deleted rows and the memory of its removal. Returns the
   * number of rows deleted from the list. $1 account, $2 slot, $3 address, $4 to $8 the parameters
   * of {@link DeletionStatements#recorded}.
   */
  static final String LIST = StatementName.put("erase.list", DELETE.formatted(""));

  /** Like {@link #LIST}, and keeps $9, the address's hash, if it deletes the row. */
  static final String LIST_KEEPING =
      StatementName.put(
          "erase.list-keeping",
          DELETE.formatted(
              """
              , hashed AS (
                INSERT INTO bounce_erased (account_id, email_hash, created_at)
                SELECT $1::bigint, $9::bytea, created_at
                FROM gone
                ON CONFLICT (account_id, email_hash) DO NOTHING
              )"""));

  private EraseStatements() {}
}
