package dev.rebound.api.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A body of {@code application/x-www-form-urlencoded}. */
public final class FormBody {
  private static final String TYPE = "application/x-www-form-urlencoded";

  private FormBody() {}

  /**
   * A body of another type holds no parameters; one that does not say is taken for a form. Invalid
   * when an escape is.
   */
  public static Result<MultiMap> read(String contentType, Buffer body) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    if (contentType != null && !MediaType.of(contentType).name().equals(TYPE)) {
      return new Result.Valid<>(parameters);
    }
    try {
      for (String pair : body.toString(StandardCharsets.UTF_8).split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.add(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
      return new Result.Valid<>(parameters);
    } catch (IllegalArgumentException e) {
      return new Result.Invalid<>(Problem.BAD_REQUEST);
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
