/** Reads JSON rows in three dialects: our own, SendGrid's Event Webhook and KumoMTA's log. */
package dev.rebound.ingest.json;
