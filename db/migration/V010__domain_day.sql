-- The same by the domain of the address: what the totals of one class read. A table of its own, since a
-- class has seven rows a day and a domain may have a hundred thousand.
CREATE TABLE domain_day (
  account_id     bigint   NOT NULL,
  classification text     COLLATE "C" NOT NULL,
  day            date     NOT NULL,
  domain         text     COLLATE "C" NOT NULL,
  slot           smallint NOT NULL,
  n              bigint   NOT NULL,
  CONSTRAINT domain_day_pkey PRIMARY KEY (account_id, classification, day, domain, slot)
);

INSERT INTO domain_day (account_id, classification, day, domain, slot, n)
SELECT account_id, classification, (occurred_at AT TIME ZONE 'UTC')::date, split_part(email, '@', 2), 0, count(*)
FROM bounce_event
GROUP BY 1, 2, 3, 4;
