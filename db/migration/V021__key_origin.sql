-- Which key created or revoked a key: POST and DELETE /rebound/v1/keys. NULL: a command, or a mock that
-- accepts any key.
ALTER TABLE api_key
  ADD COLUMN created_by text COLLATE "C",
  ADD COLUMN revoked_by text COLLATE "C";
