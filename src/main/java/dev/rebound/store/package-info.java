/**
 * The store: the one room that speaks to PostgreSQL. Statements, the lanes that they run on, and
 * rows turned into records.
 *
 * <p>May touch bounce, bus and the Vert.x SQL client; knows neither HTTP nor its status codes.
 */
package dev.rebound.store;
