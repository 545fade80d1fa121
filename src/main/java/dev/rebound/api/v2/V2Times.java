package dev.rebound.api.v2;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Formats the times of v2 responses, {@code YYYY-MM-DD HH:MM:SS} (contract, 4.2).
 *
 * @param isAsked whether the client wants times
 */
record V2Times(boolean isAsked, ZoneId zone) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  String text(long seconds) {
    return FORMAT.format(Instant.ofEpochSecond(seconds).atZone(zone));
  }
}
