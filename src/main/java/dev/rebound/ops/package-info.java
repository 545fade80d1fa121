/**
 * The admin server with liveness, readiness and metrics, on a port of its own, and the tracing that
 * sends spans to a collector.
 *
 * <p>May use bus, vertx-web, Micrometer with its Prometheus registry, and OpenTelemetry; never the
 * database.
 */
package dev.rebound.ops;
