/**
 * What operators ask: is it alive, is it ready, what does it measure; and what a collector is sent
 * of its work. On a port of its own.
 *
 * <p>May touch bus, vertx-core, Micrometer with its Prometheus registry, and OpenTelemetry; never
 * the database.
 */
package dev.rebound.ops;
