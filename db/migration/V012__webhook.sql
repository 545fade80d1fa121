-- Where an account's events arrive: POST /rebound/v1/events/{webhook_id}. A revoked webhook stays, so
-- that its id is never given out again.
CREATE TABLE webhook (
  webhook_id text        COLLATE "C" NOT NULL,   -- 128 random bits
  account_id bigint      NOT NULL,
  public_key bytea,                   -- DER, SubjectPublicKeyInfo; NULL: unsigned, an API key is needed
  label      text        NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  CONSTRAINT webhook_pkey PRIMARY KEY (webhook_id),
  CONSTRAINT webhook_account_fkey FOREIGN KEY (account_id) REFERENCES account (id)
);
