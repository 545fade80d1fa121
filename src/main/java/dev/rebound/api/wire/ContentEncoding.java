package dev.rebound.api.wire;

import java.util.Locale;
import java.util.Optional;

/** The encoding of a request's body (RFC 9110, 8.4). */
public enum ContentEncoding {
  IDENTITY,
  GZIP;

  /**
   * @param header Content-Encoding; empty for none
   */
  public static Result<ContentEncoding> read(Optional<String> header) {
    return switch (header.orElse("").strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> new Result.Valid<>(IDENTITY);
      case "gzip", "x-gzip" -> new Result.Valid<>(GZIP);
      default -> new Result.Invalid<>(Problem.NOT_GZIP);
    };
  }
}
