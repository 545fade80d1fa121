-- Addresses that were erased with --keep-blocked: lookups and ingest still know them by HMAC-SHA-256 over account and
-- address, with the key REBOUND_ERASE_KEY. Without the key, nobody can tell whether an address is among them.
CREATE TABLE bounce_erased (
  account_id bigint      NOT NULL,
  email_hash bytea       NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT bounce_erased_pkey PRIMARY KEY (account_id, email_hash)
);

-- Names the key of an account's hashes. NULL: the account has none, and nothing looks for them.
ALTER TABLE account ADD COLUMN erase_key text;

CREATE INDEX account_erase_key ON account (id) WHERE erase_key IS NOT NULL;
