package dev.rebound.api;

import dev.rebound.api.endpoint.RequestData;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Gives requests the ids by which logs find them: the client's own id, or a generated one. Every
 * response carries it. For one event loop.
 */
final class RequestIds {
  private static final int MAX_LENGTH = 128;
  private static final String PUNCTUATION = "._:/=+-";
  // An API key would fit otherwise, and end up in the log.
  private static final String KEY = "SG.";

  // Ids need to differ, not to be secret.
  private final SplittableRandom random = new SplittableRandom();

  /** Sets the id of a request in its response. */
  void assign(HttpServerRequest request) {
    String given = request.headers().get(RequestData.REQUEST_ID);
    boolean isTaken = given != null && isAllowed(given);
    String id = isTaken ? given : HexFormat.of().toHexDigits(random.nextLong());
    request.response().headers().set(RequestData.REQUEST_ID, id);
  }

  /**
   * Whether a client's id is used: up to {@value #MAX_LENGTH} letters, digits and {@value
   * #PUNCTUATION}. No address and no line break fits.
   */
  private static boolean isAllowed(String id) {
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
