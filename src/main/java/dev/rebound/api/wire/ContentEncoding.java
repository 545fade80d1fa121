package dev.rebound.api.wire;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/** How a request's body is packed (RFC 9110, 8.4). */
public record ContentEncoding(boolean isGzip) {

  public static Result<ContentEncoding> of(HttpServerRequest request) {
    String header = request.getHeader("Content-Encoding");
    return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> new Result.Valid<>(new ContentEncoding(false));
      case "gzip", "x-gzip" -> new Result.Valid<>(new ContentEncoding(true));
      default -> new Result.Invalid<>(Problem.NOT_GZIP);
    };
  }
}
