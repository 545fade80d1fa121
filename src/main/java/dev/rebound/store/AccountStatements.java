package dev.rebound.store;

/** The statements on accounts and their keys. */
final class AccountStatements {
  private static final String ACCOUNT =
      """
      SELECT a.id, a.name, p.name, a.external_id
      FROM account a
      LEFT JOIN account p ON p.id = a.parent_id
      """;

  static final String FIND_ACCOUNT =
      StatementName.put("account.find", ACCOUNT + "WHERE a.name = $1::text");

  static final String LIST_ACCOUNTS = StatementName.put("account.list", ACCOUNT + "ORDER BY a.id");

  static final String FIND_BY_USERNAME =
      StatementName.put(
          "account.sub-by-name", ACCOUNT + "WHERE a.parent_id = $1::bigint AND a.name = $2::text");

  static final String FIND_BY_ACCOUNT_ID =
      StatementName.put(
          "account.sub-by-id",
          ACCOUNT + "WHERE a.parent_id = $1::bigint AND a.external_id = $2::text");

  /** $1 parent, $2 limit, $3 offset. */
  static final String LIST_SUBACCOUNTS =
      StatementName.put(
          "account.list-sub",
          ACCOUNT
              + """
              WHERE a.parent_id = $1::bigint
              ORDER BY a.id
              LIMIT $2::bigint OFFSET $3::bigint\
              """);

  /** An account and all accounts below it. $1 account, $2 limit, $3 offset. */
  static final String LIST_FAMILY =
      """
      -- account.family
      WITH RECURSIVE family AS (
        SELECT id, NULL::text AS parent FROM account WHERE id = $1::bigint
        UNION
        SELECT a.id, p.name
        FROM family AS f
        JOIN account AS a ON a.parent_id = f.id
        JOIN account AS p ON p.id = f.id
      )
      SELECT a.id, a.name, f.parent, a.external_id, a.created_at
      FROM family AS f
      JOIN account AS a ON a.id = f.id
      ORDER BY a.id
      LIMIT $2::bigint OFFSET $3::bigint
      """;

  /** $1 name, $2 parent's name, $3 external id or NULL. */
  static final String CREATE_ACCOUNT =
      """
      -- account.create
      WITH parent AS (
        SELECT id FROM account WHERE name = $2::text
      ), created AS (
        INSERT INTO account (name, parent_id, external_id)
        SELECT $1::text, id, $3::text FROM parent
        ON CONFLICT DO NOTHING
        RETURNING id
      )
      SELECT (SELECT count(*) FROM parent), (SELECT count(*) FROM created)
      """;

  /** $1 key id. Finds no revoked key. */
  static final String FIND_GRANT =
      """
      -- key.grant
      SELECT a.id, a.name, p.name, a.external_id, k.secret_sha256, k.scopes
      FROM api_key k
      JOIN account a ON a.id = k.account_id
      LEFT JOIN account p ON p.id = a.parent_id
      WHERE k.key_id = $1::text
        AND k.revoked_at IS NULL
      """;

  /** $1 account's name, $2 key id, $3 hash, $4 scopes, NULL for full access, $5 label. */
  static final String CREATE_KEY =
      """
      -- key.create
      INSERT INTO api_key (key_id, account_id, secret_sha256, scopes, label)
      SELECT $2::text, id, $3::bytea, $4::text[], $5::text
      FROM account
      WHERE name = $1::text
      ON CONFLICT (key_id) DO NOTHING
      RETURNING key_id
      """;

  /**
   * The same, for a key that a valid key creates. $1 account's name, $2 key id, $3 hash, $4 scopes,
   * NULL for full access, $5 label, $6 the creating key's id. Citus needs the table's alias.
   */
  static final String CREATE_KEY_BY_KEY =
      """
      -- key.create-by-key
      INSERT INTO api_key AS created
        (key_id, account_id, secret_sha256, scopes, label, created_by)
      SELECT $2::text, a.id, $3::bytea, $4::text[], $5::text, c.key_id
      FROM account a
      JOIN api_key c ON c.key_id = $6::text
      WHERE a.name = $1::text
        AND c.revoked_at IS NULL
      RETURNING created.created_at
      """;

  private static final String KEY =
      """
      SELECT
        k.key_id,
        a.name,
        k.scopes,
        k.label,
        k.created_at,
        k.revoked_at,
        k.created_by,
        k.revoked_by
      FROM api_key k
      JOIN account a ON a.id = k.account_id
      """;

  static final String LIST_KEYS =
      StatementName.put("key.list", KEY + "ORDER BY k.created_at, k.key_id");

  /** $1 account, $2 limit, $3 offset. */
  static final String LIST_ACCOUNT_KEYS =
      StatementName.put(
          "key.list-account",
          KEY
              + """
              WHERE k.account_id = $1::bigint
              ORDER BY k.created_at DESC, k.key_id
              LIMIT $2::bigint OFFSET $3::bigint\
              """);

  /** $1 account, $2 key id, $3 the revoking key's id or NULL. */
  static final String REVOKE_ACCOUNT_KEY =
      """
      -- key.revoke-account
      UPDATE api_key
      SET revoked_at = now(), revoked_by = $3::text
      WHERE account_id = $1::bigint
        AND key_id = $2::text
        AND revoked_at IS NULL
      RETURNING key_id
      """;

  /** $1 key id. */
  static final String REVOKE_KEY =
      """
      -- key.revoke
      UPDATE api_key
      SET revoked_at = now()
      WHERE key_id = $1::text
        AND revoked_at IS NULL
      RETURNING key_id
      """;

  private AccountStatements() {}
}
