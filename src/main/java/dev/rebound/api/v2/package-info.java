/**
 * SendGrid's legacy API v2, {@code /api/bounces.*} (contract, chapter 4): endpoints, request
 * readers and response writers.
 *
 * <p>May use api.endpoint, api.wire, bus, domain and vertx-web; never another API.
 */
package dev.rebound.api.v2;
