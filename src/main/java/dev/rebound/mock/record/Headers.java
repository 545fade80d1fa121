package dev.rebound.mock.record;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The headers of a request, as they are recorded. */
final class Headers {
  private static final String FORM = "application/x-www-form-urlencoded";

  private Headers() {}

  /** Names as they came; the values of a repeated one are joined as HTTP would. */
  static Map<String, Object> redacted(MultiMap headers) {
    Map<String, Object> recorded = new LinkedHashMap<>();
    headers.forEach(
        header ->
            recorded.merge(
                header.getKey(),
                Redaction.header(header.getKey(), header.getValue()),
                (one, other) -> one + ", " + other));
    return recorded;
  }

  static boolean isForm(MultiMap headers) {
    String type = headers.get("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).contains(FORM);
  }
}
