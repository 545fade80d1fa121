package dev.rebound.store;

/** The statements on the webhooks of accounts. */
final class WebhookStatements {
  /** $1 webhook id. Finds no revoked webhook. */
  static final String FIND =
      """
      -- webhook.find
      SELECT a.id, a.name, p.name, a.external_id, w.vendor, w.public_key, w.secret
      FROM webhook w
      JOIN account a ON a.id = w.account_id
      LEFT JOIN account p ON p.id = a.parent_id
      WHERE w.webhook_id = $1::text
        AND w.revoked_at IS NULL
      """;

  /**
   * $1 account's name, $2 webhook id, $3 vendor, $4 public key or NULL, $5 secret or NULL, $6
   * label.
   */
  static final String CREATE =
      """
      -- webhook.create
      INSERT INTO webhook (webhook_id, account_id, vendor, public_key, secret, label)
      SELECT $2::text, id, $3::text, $4::bytea, $5::text, $6::text
      FROM account
      WHERE name = $1::text
      ON CONFLICT (webhook_id) DO NOTHING
      RETURNING webhook_id
      """;

  private static final String WEBHOOK =
      """
      SELECT
        w.webhook_id,
        a.name,
        w.vendor,
        w.public_key IS NULL AND w.secret IS NULL,
        w.label,
        w.created_at,
        w.revoked_at,
        w.deliveries
      FROM webhook w
      JOIN account a ON a.id = w.account_id
      """;

  static final String LIST =
      StatementName.put("webhook.list", WEBHOOK + "ORDER BY w.created_at, w.webhook_id");

  /** $1 account, $2 limit, $3 offset. */
  static final String LIST_OF_ACCOUNT =
      StatementName.put(
          "webhook.list-account",
          WEBHOOK
              + """
              WHERE w.account_id = $1::bigint
              ORDER BY w.created_at DESC, w.webhook_id
              LIMIT $2::bigint OFFSET $3::bigint\
              """);

  // A slice of an array ends the coordinator of a Citus cluster.
  /** $1 account, $2 webhook id, $3 numbers of deliveries, $4 the most numbers to keep. */
  static final String RECORD_DELIVERIES =
      """
      -- webhook.deliveries
      UPDATE webhook
      SET deliveries = trim_array(
        $3::bigint[] || deliveries,
        greatest(0, cardinality($3::bigint[]) + cardinality(deliveries) - $4::integer))
      WHERE account_id = $1::bigint
        AND webhook_id = $2::text
      RETURNING webhook_id
      """;

  /** $1 account, $2 webhook id. */
  static final String REVOKE_OF_ACCOUNT =
      """
      -- webhook.revoke-account
      UPDATE webhook
      SET revoked_at = now()
      WHERE account_id = $1::bigint
        AND webhook_id = $2::text
        AND revoked_at IS NULL
      RETURNING webhook_id
      """;

  /** $1 webhook id. */
  static final String REVOKE =
      """
      -- webhook.revoke
      UPDATE webhook
      SET revoked_at = now()
      WHERE webhook_id = $1::text
        AND revoked_at IS NULL
      RETURNING webhook_id
      """;

  private WebhookStatements() {}
}
