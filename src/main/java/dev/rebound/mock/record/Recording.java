package dev.rebound.mock.record;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The record of one request. The event loop of its connection writes it until the response; the
 * event loop of the controls reads it.
 */
public final class Recording {
  /** Recorded bytes of a body. */
  public static final int MAX_BODY = 4096;

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Instant at;
  private final String method;
  private final String uri;
  private final Map<String, Object> headers;
  private final boolean isForm;
  private final int weight;
  private final Buffer body = Buffer.buffer();
  private String account;
  private Integer status;
  private String fault;

  Recording(HttpServerRequest request, Instant at) {
    this.at = at;
    this.method = request.method().name();
    this.uri = Redaction.uri(request.uri());
    this.headers = redacted(request.headers());
    // v2 reads a form whatever its content type is.
    this.isForm = isForm(request.headers()) || request.uri().startsWith("/api/");
    this.weight = uri.length() + headers.toString().length() + MAX_BODY;
  }

  /**
   * Returns the headers with unchanged names; joins the values of a repeated header as HTTP does.
   */
  private static Map<String, Object> redacted(MultiMap headers) {
    Map<String, Object> recorded = new LinkedHashMap<>();
    headers.forEach(
        header ->
            recorded.merge(
                header.getKey(),
                Redaction.header(header.getKey(), header.getValue()),
                (one, other) -> one + ", " + other));
    return recorded;
  }

  private static boolean isForm(MultiMap headers) {
    String type = headers.get("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).contains(FORM);
  }

  /** Returns the approximate number of bytes in memory. */
  int weight() {
    return weight;
  }

  public synchronized void about(String name) {
    account = name;
  }

  public synchronized void received(Buffer bytes) {
    body.appendBuffer(bytes, 0, Math.min(bytes.length(), MAX_BODY - body.length()));
  }

  public synchronized void struckBy(String ruleId) {
    fault = ruleId;
  }

  public synchronized void answered(int with) {
    status = with;
  }

  synchronized JsonObject json() {
    String text = body.toString(StandardCharsets.UTF_8);
    return new JsonObject()
        .put("at", at.toString())
        .put("method", method)
        .put("path", uri)
        .put("headers", new JsonObject(headers))
        .put("account", account)
        .put("status", status)
        .put("fault", fault)
        .put("body", isForm ? Redaction.form(text) : Redaction.body(text));
  }
}
