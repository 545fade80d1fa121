package dev.rebound.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What PostgreSQL has to know to run a lane's statements. */
final class SessionSettings {
  private SessionSettings() {}

  /** Names and values of PostgreSQL's settings: words and numbers, which need no quotes. */
  static Map<String, String> of(Lane.Limits limits) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("statement_timeout", Long.toString(limits.statementTimeout().toMillis()));
    // Requests share the database's cores as they come. Workers started for one of a few
    // milliseconds cost ten times what they save.
    settings.put("max_parallel_workers_per_gather", "0");
    // The trigram index finds whole addresses too, much slower than the primary key. After most of
    // a list was deleted PostgreSQL takes the key, which is bloated then, for the worse one. That
    // index can be read by a bitmap only.
    settings.put("enable_bitmapscan", limits.bitmapScans() ? "on" : "off");
    return settings;
  }

  /** Begins a transaction with the same settings, which end with it. */
  static String begin(Lane.Limits limits) {
    return of(limits).entrySet().stream()
        .map(setting -> "; SET LOCAL " + setting.getKey() + " = " + setting.getValue())
        .collect(Collectors.joining("", "BEGIN", ""));
  }
}
