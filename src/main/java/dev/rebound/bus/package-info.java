/**
 * The event bus, typed: each operation between packages is a constant here, and each message is an
 * immutable record that is passed by reference. Concurrent requests to the store are batched, and
 * streams of events are cut into batches.
 *
 * <p>May use domain, vertx-core, Caffeine and Micrometer's meters; knows neither HTTP nor SQL.
 */
package dev.rebound.bus;
