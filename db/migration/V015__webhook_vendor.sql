-- Webhooks of other vendors, each with the vendor's own proof of origin. The secret belongs to the vendor:
-- the key of an HMAC as the vendor shows it, the hex SHA-256 of a generated password, or for Amazon SES
-- the ARN of the SNS topic. SendGrid's webhooks have a public key instead.
ALTER TABLE webhook
  ADD COLUMN vendor text COLLATE "C" NOT NULL DEFAULT 'sendgrid',
  ADD COLUMN secret text;
