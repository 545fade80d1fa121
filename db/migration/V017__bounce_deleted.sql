-- Rows that a deletion took off the list, for rebound undelete. Retention deletes them after
-- rebound.deletions.keep-days; the ids of deletions are time-ordered, so that the key has the oldest first.
CREATE TABLE bounce_deleted (
  account_id       bigint      NOT NULL,
  deletion_id      uuid        NOT NULL,
  email            text        COLLATE "C" NOT NULL,
  created_at       timestamptz NOT NULL,
  reason           text        NOT NULL,
  status           text        NOT NULL,
  classification   text        NOT NULL,
  last_event_at    timestamptz NOT NULL,
  last_fingerprint uuid        NOT NULL,
  CONSTRAINT bounce_deleted_pkey PRIMARY KEY (account_id, deletion_id, email)
);

-- The rows of a deletion that rebound undelete put back.
ALTER TABLE deletion ADD COLUMN restored bigint NOT NULL DEFAULT 0;
