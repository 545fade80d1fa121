/**
 * Lists of other vendors and PowerMTA's accounting files. Where a record ends is found on bytes,
 * FastCSV splits it, and its header line tells what its columns mean.
 */
package dev.rebound.ingest.csv;
