/**
 * Rows of JSON in three dialects: our own, that of SendGrid's Event Webhook and KumoMTA's log.
 * Where a row ends is found on bytes, so that whatever is wrong within a row stays within it.
 */
package dev.rebound.ingest.json;
