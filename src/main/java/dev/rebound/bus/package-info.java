/**
 * The event bus, typed: every operation that one room asks of another is a constant here, and every
 * message is an immutable record that is handed over as it is. Who asks the same store at the same
 * time is put together here, and streams of events are cut into batches.
 *
 * <p>May touch bounce, vertx-core and Micrometer's meters; knows neither HTTP nor SQL.
 */
package dev.rebound.bus;
