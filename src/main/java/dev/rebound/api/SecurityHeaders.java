package dev.rebound.api;

import io.vertx.core.http.HttpHeaders;
import java.util.function.BiConsumer;

/**
 * Sets the headers by which browsers neither guess the type of a response nor show it in a frame,
 * and over TLS use no plain HTTP for a while (RFC 6797). SendGrid's services send them too
 * (contract, 2.6).
 */
final class SecurityHeaders {
  private static final CharSequence TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");
  private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
  private static final CharSequence TRANSPORT_SECURITY =
      HttpHeaders.createOptimized("Strict-Transport-Security");
  // SendGrid's time. Without its includeSubDomains, as subdomains may belong to other services.
  private static final CharSequence MAX_AGE = HttpHeaders.createOptimized("max-age=600");

  private final boolean isTls;

  /**
   * @param isTls whether this process itself speaks TLS
   */
  SecurityHeaders(boolean isTls) {
    this.isTls = isTls;
  }

  void set(BiConsumer<CharSequence, CharSequence> headers) {
    headers.accept(TYPE_OPTIONS, NOSNIFF);
    headers.accept(FRAME_OPTIONS, DENY);
    if (isTls) {
      headers.accept(TRANSPORT_SECURITY, MAX_AGE);
    }
  }
}
