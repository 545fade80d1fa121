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
  // A form has 16 KiB at most; this is more parameters than fit.
  private static final int MAX_PARAMETERS = 1 << 14;

  private FormBody() {}

  /**
   * Reads the parameters of a form. A body of another type holds none. A broken escape is a
   * problem.
   *
   * @param contentType of the request; a body without one counts as a form
   */
  public static Result<MultiMap> read(Optional<String> contentType, Buffer body) {
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    if (contentType.filter(type -> !MediaType.of(type).name().equals(TYPE)).isPresent()) {
      return new Result.Valid<>(parameters);
    }
    try {
      String text = body.toString(StandardCharsets.UTF_8);
      new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
          .parameters()
          .forEach(parameters::add);
      return new Result.Valid<>(parameters);
    } catch (IllegalArgumentException e) {
      return new Result.Invalid<>(Problem.BAD_REQUEST);
    }
  }
}
