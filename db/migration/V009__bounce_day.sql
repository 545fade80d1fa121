-- Bounces and blocks by UTC day and class: what the classification totals read. Ingest adds to it in its
-- own transaction; taking an address off the list changes nothing here. Slots as in list_day.
CREATE TABLE bounce_day (
  account_id     bigint   NOT NULL,
  day            date     NOT NULL,
  classification text     COLLATE "C" NOT NULL,
  slot           smallint NOT NULL,
  n              bigint   NOT NULL,
  CONSTRAINT bounce_day_pkey PRIMARY KEY (account_id, day, classification, slot)
);

INSERT INTO bounce_day (account_id, day, classification, slot, n)
SELECT account_id, (occurred_at AT TIME ZONE 'UTC')::date, classification, 0, count(*)
FROM bounce_event
GROUP BY 1, 2, 3;
