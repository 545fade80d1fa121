/**
 * What must be true before the service can start: a database that answers, and a schema of this
 * build's version in it. Where no database is given, an embedded PostgreSQL in the data folder.
 *
 * <p>May touch JDBC, Flyway, the packed PostgreSQL binaries and processes; knows neither Vert.x nor
 * any other room. It blocks: never call it from an event loop.
 */
package dev.rebound.migrate;
