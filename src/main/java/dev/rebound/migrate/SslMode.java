package dev.rebound.migrate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a connection to PostgreSQL insists on TLS: the values of libpq's {@code sslmode}. */
public enum SslMode {
  DISABLE,
  ALLOW,
  PREFER,
  REQUIRE,
  VERIFY_CA,
  VERIFY_FULL;

  /** As it is written in a URL: {@code verify-full}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether there is no connection without TLS. */
  boolean insists() {
    return compareTo(REQUIRE) >= 0;
  }

  /** Whether the server has to prove who it is. */
  boolean verifies() {
    return compareTo(VERIFY_CA) >= 0;
  }

  static Optional<SslMode> of(String text) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
  }
}
