package dev.rebound.mock.record;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Redacts the headers of a request for the record. */
final class Headers {
  private static final String FORM = "application/x-www-form-urlencoded";

  private Headers() {}

  /**
   * Returns the headers with unchanged names; joins the values of a repeated header as HTTP does.
   */
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
