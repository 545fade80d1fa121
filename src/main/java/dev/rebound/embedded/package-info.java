/**
 * The embedded PostgreSQL: unpacks its programs into the data folder, starts the server, restarts
 * it if it dies, and stops it. It listens on 127.0.0.1 and survives the kill of the service.
 *
 * <p>May use migrate and JDBC; never Vert.x.
 */
package dev.rebound.embedded;
