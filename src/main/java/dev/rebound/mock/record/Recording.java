package dev.rebound.mock.record;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One request: what is known when its head has come, and what becomes known of it until it is
 * answered. Written by the event loop of its connection, read by that of the controls.
 */
public final class Recording {
  /** Bytes of a body that are kept. */
  public static final int MAX_BODY = 4096;

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
    this.headers = Headers.redacted(request.headers());
    // The legacy API takes a form for one whatever its type says.
    this.isForm = Headers.isForm(request.headers()) || request.uri().startsWith("/api/");
    this.weight = uri.length() + headers.toString().length() + MAX_BODY;
  }

  /** Bytes that it may come to take, about. */
  int weight() {
    return weight;
  }

  /** Whose list the request was about. */
  public synchronized void about(String name) {
    account = name;
  }

  /** More of its body has come. */
  public synchronized void received(Buffer bytes) {
    body.appendBuffer(bytes, 0, Math.min(bytes.length(), MAX_BODY - body.length()));
  }

  /** A rule took it. */
  public synchronized void struckBy(String ruleId) {
    fault = ruleId;
  }

  /** It is about to be answered. */
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
        .put("body", isForm ? Redaction.form(text) : Redaction.text(text));
  }
}
