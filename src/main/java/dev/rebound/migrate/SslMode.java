package dev.rebound.migrate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether connections to PostgreSQL use TLS: the values of libpq's {@code sslmode}. */
public enum SslMode {
  DISABLE,
  ALLOW,
  PREFER,
  REQUIRE,
  VERIFY_CA,
  VERIFY_FULL;

  /** Returns the value as in a URL: {@code verify-full}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether a connection without TLS fails. */
  boolean requiresTls() {
    return compareTo(REQUIRE) >= 0;
  }

  /** Returns whether the server's certificate is verified. */
  boolean verifies() {
    return compareTo(VERIFY_CA) >= 0;
  }

  static Optional<SslMode> of(String text) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
  }
}
