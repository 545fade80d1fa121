/**
 * The store: the one room that speaks to PostgreSQL. Statements, the lanes that they run on, and
 * rows turned into records.
 *
 * <p>May touch bounce, bus, the Vert.x SQL client and Micrometer's meters; knows neither HTTP nor
 * its status codes.
 */
package dev.rebound.store;
