package dev.rebound.mock;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mock's controls, by path and method. */
public final class Controls implements Handler<HttpServerRequest> {
  /** Bytes of a control's body. */
  static final int MAX_BODY = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Controls.class);

  private final Map<String, Map<HttpMethod, Control>> table = new TreeMap<>();

  /** Adds one, and gives itself back for the next. */
  public Controls on(HttpMethod method, String path, Control control) {
    table.computeIfAbsent(path, added -> new LinkedHashMap<>()).put(method, control);
    return this;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Map<HttpMethod, Control> methods = table.get(request.path());
    if (methods == null) {
      fail(request, 404, "there is " + String.join(", ", table.keySet()));
      return;
    }
    Control control = methods.get(request.method());
    if (control == null) {
      String allowed =
          methods.keySet().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
      request.response().putHeader("Allow", allowed);
      fail(request, 405, "allowed: " + allowed);
      return;
    }
    Future.succeededFuture(request)
        .compose(control::handle)
        .onFailure(cause -> failed(request, cause));
  }

  private static void failed(HttpServerRequest request, Throwable cause) {
    if (cause instanceof IllegalArgumentException) {
      fail(request, 400, cause.getMessage());
      return;
    }
    if (cause instanceof UnavailableException && !request.response().headWritten()) {
      fail(request, 503, cause.getMessage());
      return;
    }
    LOG.error("{} {} failed", request.method(), request.path(), cause);
    if (request.response().headWritten()) {
      request.connection().close();
    } else {
      fail(request, 500, "see the log");
    }
  }

  private static void fail(HttpServerRequest request, int status, String why) {
    answer(request, status, new JsonObject().put("error", why));
  }

  /** Answers with JSON. */
  public static Future<Void> answer(HttpServerRequest request, int status, JsonObject json) {
    return answer(request, status, json.toBuffer());
  }

  /** Answers with a JSON array. */
  public static Future<Void> answer(HttpServerRequest request, int status, JsonArray json) {
    return answer(request, status, json.toBuffer());
  }

  private static Future<Void> answer(HttpServerRequest request, int status, Buffer json) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(json.appendString("\n"));
  }

  /** 204. */
  public static Future<Void> done(HttpServerRequest request) {
    return request.response().setStatusCode(204).end();
  }

  /**
   * The request's body, a JSON object; an empty one where there is no body.
   *
   * @throws IllegalArgumentException by the future, when it is something else or too long
   */
  public static Future<JsonObject> body(HttpServerRequest request) {
    return bytes(request).map(Controls::object);
  }

  /**
   * The request's body, a JSON array.
   *
   * @throws IllegalArgumentException by the future, when it is something else or too long
   */
  public static Future<JsonArray> array(HttpServerRequest request) {
    return bytes(request).map(Controls::array);
  }

  private static Future<Buffer> bytes(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length != null && length.length() > 7) {
      return Future.failedFuture(new IllegalArgumentException("the body is too long"));
    }
    return request.body().map(Controls::bounded);
  }

  private static Buffer bounded(Buffer body) {
    if (body.length() > MAX_BODY) {
      throw new IllegalArgumentException("the body is too long");
    }
    return body;
  }

  private static JsonArray array(Buffer body) {
    try {
      return new JsonArray(body);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("the body must be a JSON array");
    }
  }

  private static JsonObject object(Buffer body) {
    try {
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
  }
}
