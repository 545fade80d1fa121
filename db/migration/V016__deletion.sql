-- Deletions from the lists: who deleted how many rows when. GET /rebound/v1/deletions returns them. A
-- deletion of many batches adds each batch to its row in the batch's own transaction. The ids are
-- time-ordered (UUID version 7), so that the key is also the order of the pages.
CREATE TABLE deletion (
  account_id  bigint      NOT NULL,
  deletion_id uuid        NOT NULL,
  deleted_at  timestamptz NOT NULL DEFAULT now(),
  kind        text        NOT NULL,
  key_id      text,                   -- NULL: deleted by a command, or in a mock that accepts any key
  request_id  text,                   -- NULL: deleted by a command
  rows        bigint      NOT NULL,
  CONSTRAINT deletion_pkey PRIMARY KEY (account_id, deletion_id)
);
