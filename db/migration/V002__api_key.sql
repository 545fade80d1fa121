-- Keys by their public id. The secret itself is never stored: SHA-256 of 256 random bits cannot be
-- guessed back. A revoked key stays, so that its id is never given out again.
CREATE TABLE api_key (
  key_id        text        COLLATE "C" NOT NULL,
  account_id    bigint      NOT NULL,
  secret_sha256 bytea       NOT NULL,
  scopes        text[],               -- NULL: full access, to scopes of later versions too
  label         text        NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  revoked_at    timestamptz,
  CONSTRAINT api_key_pkey PRIMARY KEY (key_id),
  CONSTRAINT api_key_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT api_key_secret_check CHECK (length(secret_sha256) = 32)
);
