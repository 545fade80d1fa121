package dev.rebound.api.wire;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** How a request's body is packed (RFC 9110, 8.4). */
public record ContentEncoding(boolean isGzip) {

  public static Read<ContentEncoding> of(HttpServerRequest request) {
    String header = request.getHeader("Content-Encoding");
    return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> new Read.Valid<>(new ContentEncoding(false));
      case "gzip", "x-gzip" -> new Read.Valid<>(new ContentEncoding(true));
      default -> new Read.Invalid<>(Problem.NOT_GZIP);
    };
  }
}
