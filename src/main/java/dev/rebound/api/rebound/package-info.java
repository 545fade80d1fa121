/**
 * Rebound's own API below {@code /rebound/v1}, for what SendGrid has no endpoint for: ingest,
 * lookup of many addresses, history and the webhooks of vendors.
 *
 * <p>May use api.endpoint, api.wire, bus, domain, ingest and vertx-web; never another API.
 */
package dev.rebound.api.rebound;
