/**
 * Pulls the bounce list of another service that speaks the v3 API into one of ours: the walk over
 * its pages, what to tell of it, and what is there no more.
 *
 * <p>Blocks its thread. May touch java.*, the vocabulary, classify, ingest, the bus and Vert.x's
 * futures; knows neither SQL nor the HTTP edge.
 */
package dev.rebound.mirror;
