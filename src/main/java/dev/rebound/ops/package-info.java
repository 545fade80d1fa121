/**
 * What operators ask: is it alive, is it ready. On a port of its own.
 *
 * <p>May touch bus and vertx-core; never the database.
 */
package dev.rebound.ops;
