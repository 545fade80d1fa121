-- The planner shall plan every statement on the list as for the largest account. By the number of accounts it
-- expects a few rows in each where most accounts are small. It then reads the whole list by bounce_newest to find
-- some addresses, which takes as long as the list, also in the large accounts.
DO $$
BEGIN
  ALTER TABLE bounce ALTER COLUMN account_id SET (n_distinct = 1);
EXCEPTION
  -- Citus, for a table that is distributed.
  WHEN feature_not_supported THEN NULL;
END
$$;
ANALYZE bounce (account_id);

-- Of an account that the statistics do not know yet, the planner expects one row. They shall know it before it has many:
-- by default, a tenth of the table must change first.
ALTER TABLE bounce SET (autovacuum_analyze_scale_factor = 0.01);
