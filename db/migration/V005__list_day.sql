-- Rows of bounce by the UTC day of created_at: the total of the Link header without counting the list.
-- Kept by the statements that change bounce, in the same transaction. A day's count is the sum over its
-- slots; writers take different slots, so that they do not wait for each other's row.
CREATE TABLE list_day (
  account_id bigint   NOT NULL,
  day        date     NOT NULL,
  slot       smallint NOT NULL,
  n          bigint   NOT NULL,   -- may be negative in a slot, never in the sum
  CONSTRAINT list_day_pkey PRIMARY KEY (account_id, day, slot)
);
