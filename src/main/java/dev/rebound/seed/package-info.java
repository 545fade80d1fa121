/**
 * Lists as they are in real life, made up: the data that everything here is measured on. {@link
 * dev.rebound.seed.SeedGenerator} is pure, each of its rows a function of the plan and the row's
 * number; {@link dev.rebound.seed.SeedWriter} copies them into an empty database.
 *
 * <p>May touch the vocabulary, the classifier and, in the writer alone, JDBC and the driver's COPY.
 * It blocks: never call the writer from an event loop.
 */
package dev.rebound.seed;
