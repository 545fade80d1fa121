-- Distributes the tables over the workers of a Citus cluster. Optional: docs/scaling.md says when.
--
-- Run it once, on the coordinator, as the owner of the tables: after the workers are added and after `rebound migrate`,
-- with every service stopped. Existing rows are moved, and later migrations run on the coordinator as usual: neither was
-- tried on a cluster. A migration that creates a table needs a line here; SchemaTest checks that.
--
--   psql -v ON_ERROR_STOP=1 -f db/citus/distribute.sql postgresql://…
BEGIN;

-- Every node has a copy of these tables: they have few rows, and the service looks them up by their own id or name
-- before it knows the account. Tables that others refer to come first.
SELECT create_reference_table('account');
SELECT create_reference_table('api_key');
SELECT create_reference_table('webhook');

-- The rows of one account are in one shard of each table, and these shards are on the same node: every statement of the
-- service names one account. There are many more shards than nodes, so that an added node takes some of each table.
SELECT create_distributed_table('bounce', 'account_id', shard_count => 128);
SELECT create_distributed_table('bounce_event', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('list_day', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('bounce_day', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('domain_day', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('history_start', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('bounce_removal', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('deletion', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('bounce_deleted', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('bounce_erased', 'account_id', colocate_with => 'bounce');

COMMIT;
