package dev.rebound.store;

/** The statements on webhooks. */
final class WebhookStatements {
  /** $1 webhook id. Finds no revoked webhook. */
  static final String FIND =
      """
      -- webhook.find
      SELECT a.id, a.name, p.name, a.external_id, w.public_key
      FROM webhook w
      JOIN account a ON a.id = w.account_id
      LEFT JOIN account p ON p.id = a.parent_id
      WHERE w.webhook_id = $1::text
        AND w.revoked_at IS NULL
      """;

  /** $1 account's name, $2 webhook id, $3 public key or NULL, $4 label. */
  static final String CREATE =
      """
      -- webhook.create
      INSERT INTO webhook (webhook_id, account_id, public_key, label)
      SELECT $2::text, id, $3::bytea, $4::text
      FROM account
      WHERE name = $1::text
      ON CONFLICT (webhook_id) DO NOTHING
      RETURNING webhook_id
      """;

  static final String LIST =
      """
      -- webhook.list
      SELECT w.webhook_id, a.name, w.public_key IS NOT NULL, w.label, w.created_at, w.revoked_at
      FROM webhook w
      JOIN account a ON a.id = w.account_id
      ORDER BY w.created_at, w.webhook_id
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
