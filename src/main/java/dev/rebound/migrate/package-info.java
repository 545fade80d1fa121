/**
 * Brings the schema of a database to the version of this build, by Flyway over JDBC. Also reads
 * database URLs and explains why a database refuses a connection.
 *
 * <p>Never uses Vert.x.
 */
package dev.rebound.migrate;
