-- Answers the filters that are open at their start ("%market"): three literal characters or more are
-- looked up by their trigrams. pg_trgm is a trusted extension: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX bounce_email_trigram ON bounce USING gin (email gin_trgm_ops);
