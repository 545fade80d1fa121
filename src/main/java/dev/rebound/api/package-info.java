/**
 * The HTTP server of the API: its verticle, the router that mounts all endpoints, authentication,
 * limits, the request log and failures. Each API is a slice of its own: {@code v3}, {@code v2} and
 * {@code rebound}; {@code wire} holds what they share on the wire, {@code endpoint} the types that
 * connect them to the router.
 *
 * <p>May use its slices, domain, bus, ingest, vertx-web and Micrometer's meters; never the
 * database.
 */
package dev.rebound.api;
