/**
 * The edge: a server verticle, its routes, keys, limits and failures. What a request means is read
 * in {@code read}, what an answer looks like is written in {@code write}, both pure; {@code v3},
 * {@code v2} and {@code own} hold the endpoints.
 *
 * <p>May touch bounce, ingest, bus, vertx-core and Micrometer's meters; never the database.
 */
package dev.rebound.api;
