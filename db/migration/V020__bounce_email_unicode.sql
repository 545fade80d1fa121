-- Addresses with a character outside of ASCII, usually none. The filter "%ab" finds two letters by the trigrams that begin
-- with them, one for each ASCII character that may follow, and any other character through this index. Created beside
-- writers. A start that was killed leaves an invalid index.
DROP INDEX CONCURRENTLY IF EXISTS bounce_email_unicode;

CREATE INDEX CONCURRENTLY bounce_email_unicode ON bounce (account_id) WHERE email ~ '[^\x01-\x7f]';
