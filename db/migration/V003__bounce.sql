-- Today's list: one row an address. The primary key answers the lookup of an address and the
-- starts-with filter; COLLATE "C" makes a starts-with a range of the index.
CREATE TABLE bounce (
  account_id          bigint      NOT NULL,
  email               text        COLLATE "C" NOT NULL,   -- lower case
  created_at          timestamptz NOT NULL,               -- of the earliest event since the row came
  reason              text        NOT NULL,               -- this and the next four: of the newest event
  status              text        NOT NULL,
  classification      text        NOT NULL,
  last_event_at       timestamptz NOT NULL,
  last_fingerprint    uuid        NOT NULL,               -- decides between events of the same second
  -- created_at as it was before the last update, NULL after the insert: the one way for the upsert to
  -- tell list_day which day a row left, also when it waited for another transaction's insert.
  replaced_created_at timestamptz,
  CONSTRAINT bounce_pkey PRIMARY KEY (account_id, email)
);

-- The list's order, in exactly the direction that it is read: newest first, then by address.
CREATE INDEX bounce_newest ON bounce (account_id, created_at DESC, email DESC);
