-- From which UTC day on an account's history is whole. Retention sets it before it deletes what is
-- older; from then on such an event, told once more, is neither stored nor counted again, whatever
-- the setting says later. No row: nothing was ever deleted.
CREATE TABLE history_start (
  account_id bigint NOT NULL,
  day        date   NOT NULL,
  CONSTRAINT history_start_pkey PRIMARY KEY (account_id)
);
