-- The last deliveries of a webhook, newest first: GET /rebound/v1/webhooks. Each has seven numbers: the time
-- in Unix seconds, the status of the response, and the rows that were added, updated, duplicate, rejected
-- and ignored. A table would need a write for each delivery, and something that removes old rows.
ALTER TABLE webhook ADD COLUMN deliveries bigint[] NOT NULL DEFAULT '{}';
