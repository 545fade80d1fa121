/**
 * Reading what others tell about bounces: bytes in any chunks go in, events and rejected rows come
 * out, in bounded memory.
 *
 * <p>Pure: may touch java.*, the vocabulary, the classifier, jackson-core, FastCSV, Mime4j and
 * jsoup; knows neither Vert.x nor SQL.
 */
package dev.rebound.ingest;
