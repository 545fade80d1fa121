-- The function by which the service writes to a Citus cluster. Run it on the coordinator after distribute.sql, and again
-- after each upgrade of the service.
--
--   psql -v ON_ERROR_STOP=1 -f db/citus/functions.sql postgresql://…

-- Runs a statement of the service on the shards of an account. The function itself runs on the account's worker.
--
-- statement   has the placeholders %1$s, %2$s, … for the tables, and reads the parameters as $1[1], $1[2], …
-- tables      distributed tables, colocated, or reference tables, in the order of their placeholders; the first one is
--             distributed
CREATE OR REPLACE FUNCTION rebound_on_shards(
  account bigint, tables regclass[], statement text, parameters text[])
RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE
  shards bigint[] := ARRAY(
    SELECT get_shard_id_for_distribution_column(t.name, account)
    FROM unnest(tables) AS t (name));
BEGIN
  -- The lock that Citus takes for a write (ShareLock is 5). Moving or splitting shards takes the exclusive one on all
  -- colocated shards, so that one shard is enough.
  PERFORM lock_shard_metadata(5, shards[1:1]);
  -- The shard may have moved while the lock was awaited. The service repeats the call; it then reaches the new worker.
  IF NOT EXISTS (
    SELECT 1
    FROM pg_dist_placement AS p
    JOIN pg_dist_local_group AS g USING (groupid)
    WHERE p.shardid = shards[1]
  ) THEN
    RAISE serialization_failure USING MESSAGE = 'the account has moved to another node';
  END IF;
  RETURN QUERY EXECUTE format(statement, VARIADIC ARRAY(
    SELECT shard_name(t.name, t.shard)
    FROM unnest(tables, shards) AS t (name, shard)))
  USING parameters;
END $$;

SELECT create_distributed_function(
  'rebound_on_shards(bigint, regclass[], text, text[])', 'account', colocate_with => 'bounce');
