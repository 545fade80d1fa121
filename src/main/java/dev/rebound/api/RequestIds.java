package dev.rebound.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Ids by which a request is found again in logs: the client's own, or one that is made. Every
 * answer has it. For one event loop.
 */
public final class RequestIds {
  private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");
  private static final int MAX_LENGTH = 128;
  private static final String PUNCTUATION = "._:/=+-";
  // An API key would fit, and ends up in the log.
  private static final String KEY = "SG.";

  // They need to differ, not to be secret.
  private final SplittableRandom random = new SplittableRandom();

  /** Gives a request its id, and the answer too. */
  void put(HttpServerRequest request) {
    String told = request.headers().get(HEADER);
    String id =
        told != null && isTaken(told) ? told : HexFormat.of().toHexDigits(random.nextLong());
    request.response().headers().set(HEADER, id);
  }

  /** The id of a request that came in here. */
  public static String of(HttpServerRequest request) {
    return request.response().headers().get(HEADER);
  }

  /**
   * Whether a client's id is taken: up to {@value #MAX_LENGTH} letters, digits and {@value
   * #PUNCTUATION}. Neither an address nor a line's end is among them.
   */
  static boolean isTaken(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH || id.startsWith(KEY)) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean isAlphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isAlphanumeric && PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
