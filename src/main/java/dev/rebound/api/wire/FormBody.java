package dev.rebound.api.wire;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a body of {@code application/x-www-form-urlencoded}. Vert.x decodes no form of a GET
 * request and none without a Content-Type, which v2 clients send.
 */
public final class FormBody {
  private static final String TYPE = "application/x-www-form-urlencoded";
  // A form or a query has 16 KiB at most; this is more parameters than fit. The default of Netty
  // drops the ones beyond the first thousand.
  private static final int MAX_PARAMETERS = 1 << 14;

  private FormBody() {}

  /**
   * Reads the parameters of a form. A body of another type holds none. A broken escape is a
   * problem.
   *
   * @param contentType of the request; a body without one counts as a form
   */
  public static Result<MultiMap> read(Optional<String> contentType, Buffer body) {
    boolean isForm = contentType.filter(type -> !isForm(type)).isEmpty();
    return isForm
        ? query(body.toString(StandardCharsets.UTF_8))
        : new Result.Valid<>(MultiMap.caseInsensitiveMultiMap());
  }

  /** Returns whether a body of this type is read as a form. */
  public static boolean isForm(String contentType) {
    return MediaType.of(contentType).name().equals(TYPE);
  }

  /**
   * Reads the parameters of a query. A broken escape is a problem; a semicolon separates nothing.
   */
  public static Result<MultiMap> query(String text) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    try {
      new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
          .parameters()
          .forEach(parameters::add);
      return new Result.Valid<>(parameters);
    } catch (IllegalArgumentException e) {
      return new Result.Invalid<>(Problem.BAD_REQUEST);
    }
  }
}
