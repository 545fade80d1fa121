/**
 * The input formats of files: recognises a format by name or content, and opens its reader.
 *
 * <p>May use all readers of ingest; no other package of ingest uses it.
 */
package dev.rebound.ingest.format;
