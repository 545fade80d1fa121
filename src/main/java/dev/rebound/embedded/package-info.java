/**
 * The embedded PostgreSQL: unpacks its programs into the data folder, starts the server, keeps it
 * running and stops it. It listens on 127.0.0.1 and outlives a killed service.
 *
 * <p>May use migrate and JDBC; never Vert.x.
 */
package dev.rebound.embedded;
