/**
 * Retention: deletes events that are older than the configured period, in small batches while the
 * service runs. This package decides when and how fast; the store decides how.
 *
 * <p>May use java.*, the log, domain, bus and Vert.x; knows no SQL.
 */
package dev.rebound.retention;
