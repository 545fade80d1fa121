/**
 * Generated bounce lists that resemble real ones; measurements use them. {@link
 * dev.rebound.seed.SeedGenerator} is pure: a row depends only on the plan and the row's number.
 * {@link dev.rebound.seed.SeedWriter} copies the rows into a database.
 *
 * <p>May use domain and classify; only the writer uses JDBC and the driver's COPY. The writer
 * blocks: never call it on an event loop.
 */
package dev.rebound.seed;
