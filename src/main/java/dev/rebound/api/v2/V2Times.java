package dev.rebound.api.v2;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Whether and how the legacy API tells when: {@code YYYY-MM-DD HH:MM:SS} in its zone (contract,
 * 4.2).
 *
 * @param isAsked whether it is told at all
 */
record V2Times(boolean isAsked, ZoneId zone) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  String text(long seconds) {
    return FORMAT.format(Instant.ofEpochSecond(seconds).atZone(zone));
  }
}
