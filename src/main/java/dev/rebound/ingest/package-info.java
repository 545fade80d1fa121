/**
 * Reads bounces in the formats of other systems: bytes go in as chunks of any size, events and
 * rejected rows come out, in bounded memory.
 *
 * <p>Pure: may use java.*, the domain, the classifier, jackson-core, FastCSV, Mime4j and jsoup, but
 * neither Vert.x nor SQL.
 */
package dev.rebound.ingest;
