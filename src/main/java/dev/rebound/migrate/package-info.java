/**
 * Migrates the schema of a database to this build's version, with Flyway over JDBC. Also parses
 * database URLs, and explains why a database refuses a connection.
 *
 * <p>Never uses Vert.x.
 */
package dev.rebound.migrate;
