/**
 * The store, the only package that speaks to PostgreSQL: statements, the lanes that run them, and
 * the conversion of rows to records.
 *
 * <p>May use domain, bus, the Vert.x SQL client and Micrometer's meters; knows neither HTTP nor its
 * status codes.
 */
package dev.rebound.store;
