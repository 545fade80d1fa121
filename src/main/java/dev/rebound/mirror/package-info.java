/**
 * Copies the bounce list of another service with the v3 API into a local list: scans its pages,
 * ingests what differs, and deletes what the other service has removed.
 *
 * <p>Blocks its thread. May use java.*, domain, classify, ingest, bus and Vert.x futures; never SQL
 * or the api packages.
 */
package dev.rebound.mirror;
