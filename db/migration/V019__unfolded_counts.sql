-- The fold of past days replaces the counts of all slots of a day, from 0, with one of slot -2. In list_day the day
-- -infinity also has the sum of an account's folded days, slot -1, and its negative, slot -3: a sum over all rows stays
-- right, and the total of a list is the sum from slot -1 on, a few rows of this index. The fold finds its rows by all
-- three. Created beside writers: domain_day may be large. A start that was killed leaves an invalid index.
DROP INDEX CONCURRENTLY IF EXISTS list_day_unfolded;
DROP INDEX CONCURRENTLY IF EXISTS bounce_day_unfolded;
DROP INDEX CONCURRENTLY IF EXISTS domain_day_unfolded;

CREATE INDEX CONCURRENTLY list_day_unfolded ON list_day (account_id, day, slot) WHERE slot >= -1;
CREATE INDEX CONCURRENTLY bounce_day_unfolded ON bounce_day (account_id, day, classification, slot) WHERE slot >= 0;
CREATE INDEX CONCURRENTLY domain_day_unfolded ON domain_day (account_id, day, classification, domain, slot)
  WHERE slot >= 0;
