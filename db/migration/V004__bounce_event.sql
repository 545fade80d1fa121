-- Every bounce and block ever told: the history of an address. The key is what makes ingest
-- idempotent: an event told again has the same time and the same fingerprint.
CREATE TABLE bounce_event (
  account_id     bigint      NOT NULL,
  occurred_at    timestamptz NOT NULL,
  fingerprint    uuid        NOT NULL,   -- of address, time, type, status and reason
  email          text        COLLATE "C" NOT NULL,
  type           text        NOT NULL,
  reason         text        NOT NULL,
  status         text        NOT NULL,
  classification text        NOT NULL,
  CONSTRAINT bounce_event_pkey PRIMARY KEY (account_id, occurred_at, fingerprint),
  CONSTRAINT bounce_event_type_check CHECK (type IN ('bounce', 'blocked'))
);
