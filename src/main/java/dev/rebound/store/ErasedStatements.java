package dev.rebound.store;

/** The statements on the hashes of erased addresses. */
final class ErasedStatements {
  /** The accounts with hashes, and the names of their keys. */
  static final String ACCOUNTS =
      StatementName.put(
          "erased.accounts", "SELECT id, erase_key FROM account WHERE erase_key IS NOT NULL");

  /**
   * Names the key of an account's hashes; returns no row if they have another. $1 account, $2 name.
   */
  static final String MARK =
      """
      -- erased.mark
      UPDATE account
      SET erase_key = $2::text
      WHERE id = $1::bigint
        AND coalesce(erase_key, $2::text) = $2::text
      RETURNING id
      """;

  /** Finds hashes, with the times of their rows. $1 account, $2 hashes. */
  static final String FIND =
      """
      -- erased.find
      SELECT email_hash, date_part('epoch', created_at)::bigint
      FROM bounce_erased
      WHERE account_id = $1::bigint
        AND email_hash = ANY ($2::bytea[])
      """;

  private static final String FORGET =
      """
      WITH gone AS (
        DELETE FROM bounce_erased
        WHERE account_id = $1::bigint
          AND created_at BETWEEN to_timestamp($2::bigint) AND to_timestamp($3::bigint)%s
        RETURNING 1
      )"""
          + DeletionStatements.noted(4)
          + "SELECT count(*) FROM gone\n";

  /**
   * Deletes all hashes of rows in a range of time. $1 account, $2 first and $3 last second, $4 to
   * $7 the parameters of {@link DeletionStatements#noted}.
   */
  static final String FORGET_ALL = StatementName.put("erased.forget-all", FORGET.formatted(""));

  /** Like {@link #FORGET_ALL}, for $8 hashes alone. */
  static final String FORGET_SOME =
      StatementName.put(
          "erased.forget", FORGET.formatted("\n      AND email_hash = ANY ($8::bytea[])"));

  private ErasedStatements() {}
}
