package dev.rebound.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** PostgreSQL's settings for a lane's sessions. */
final class SessionSettings {
  private SessionSettings() {}

  /** Returns settings by name; the values need no quotes. */
  static Map<String, String> of(Lane.Limits limits) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("statement_timeout", Long.toString(limits.statementTimeout().toMillis()));
    // Concurrent requests use all cores already. For a statement of a few milliseconds, starting
    // parallel workers costs ten times what they save.
    settings.put("max_parallel_workers_per_gather", "0");
    // The trigram index finds whole addresses too, but much slower than the primary key. After a
    // deletion of most of a list, the planner prefers it to the bloated key. A GIN index allows
    // bitmap scans only.
    settings.put("enable_bitmapscan", limits.bitmapScans() ? "on" : "off");
    return settings;
  }

  /** Returns a BEGIN with the settings of {@link #of}, which end with the transaction. */
  static String begin(Lane.Limits limits) {
    return of(limits).entrySet().stream()
        .map(setting -> "; SET LOCAL " + setting.getKey() + " = " + setting.getValue())
        .collect(Collectors.joining("", "BEGIN", ""));
  }
}
