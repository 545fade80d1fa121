-- Spreads the tables over the workers of a Citus cluster. Optional: docs/scaling.md says when.
--
-- Once, on the coordinator, as the owner of the tables: after the workers are added and `rebound migrate`
-- has run, with every service stopped. Rows that are there are moved. Later migrations go through the
-- coordinator as usual; one that makes a table needs a line here, and SchemaTest says so.
--
--   psql -v ON_ERROR_STOP=1 -f db/citus/distribute.sql postgresql://…
BEGIN;

-- Few rows, looked up by their own id or name before the account is known, and named by nothing but
-- themselves: a copy on every node. What others refer to comes first.
SELECT create_reference_table('account');
SELECT create_reference_table('api_key');
SELECT create_reference_table('webhook');

-- All that belongs to one account is in one shard of each table, and those lie on the same node: every
-- statement of the service names one account. Many more shards than nodes, so that a node that is added
-- takes some of each; one account never spans two.
SELECT create_distributed_table('bounce', 'account_id', shard_count => 128);
SELECT create_distributed_table('bounce_event', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('list_day', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('bounce_day', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('domain_day', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('history_start', 'account_id', colocate_with => 'bounce');
SELECT create_distributed_table('bounce_removal', 'account_id', colocate_with => 'bounce');

COMMIT;
