/**
 * Reads bounce lists of other vendors and PowerMTA accounting files. The end of a record is found
 * on its bytes; FastCSV splits it into fields; the header line names its columns.
 */
package dev.rebound.ingest.csv;
