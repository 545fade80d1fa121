-- What was taken off the list of an account whose history was cut, and the newest event that was known of
-- it. The events themselves go, and nothing else would remember that one of them, told once more, must not
-- bring the address back.
CREATE TABLE bounce_removal (
  account_id  bigint      NOT NULL,
  email       text        COLLATE "C" NOT NULL,
  event_at    timestamptz NOT NULL,
  fingerprint uuid        NOT NULL,
  CONSTRAINT bounce_removal_pkey PRIMARY KEY (account_id, email)
);
