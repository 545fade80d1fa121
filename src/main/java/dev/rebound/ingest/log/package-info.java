/** Reads the logs of mail servers. */
package dev.rebound.ingest.log;
