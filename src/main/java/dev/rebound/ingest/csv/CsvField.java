package dev.rebound.ingest.csv;

import java.util.Locale;

/** What a column of a list may hold, by the names of the way in. */
enum CsvField {
  EMAIL,
  CREATED,
  REASON,
  STATUS,
  TYPE,
  CLASSIFICATION;

  /** The name in a mapping and in rejected rows. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
