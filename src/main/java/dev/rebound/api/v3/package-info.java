/**
 * SendGrid's API v3 (contract, chapters 2 and 3): endpoints, request readers and response writers.
 *
 * <p>May use api.endpoint, api.wire, bus, domain and vertx-web; never another API.
 */
package dev.rebound.api.v3;
