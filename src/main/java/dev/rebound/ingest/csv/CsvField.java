package dev.rebound.ingest.csv;

import java.util.Locale;

/** The fields that a column of a list may hold. */
enum CsvField {
  EMAIL,
  CREATED,
  REASON,
  STATUS,
  TYPE,
  CLASSIFICATION;

  /** Returns the name in mappings and rejected rows. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
