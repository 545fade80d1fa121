-- Answers "why is this address on the list": its events, newest first, page by page. Made beside those who
-- write: the table may be large. A start that was killed in the middle leaves an index that is no good.
DROP INDEX CONCURRENTLY IF EXISTS bounce_event_history;

CREATE INDEX CONCURRENTLY bounce_event_history
  ON bounce_event (account_id, email, occurred_at DESC, fingerprint DESC);
