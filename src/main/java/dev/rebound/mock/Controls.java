package dev.rebound.mock;

import dev.rebound.api.endpoint.LimitedBodyHandler;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.StrictJson;
import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts the mock's controls on the admin router, and reads and writes their JSON. */
public final class Controls {
  /** Bytes of a control's body. */
  static final int MAX_BODY = 1 << 20;

  /** The parameter for the most entries of a response. */
  public static final String LIMIT = "limit";

  private static final Logger LOG = LoggerFactory.getLogger(Controls.class);

  /**
   * A control and where it is mounted.
   *
   * @param control responds to one method of one path. Fails with {@link IllegalArgumentException}
   *     for a request that it cannot take, which gets 400; with {@link UnavailableException} where
   *     the database is away, which gets 503; with anything else for a bug.
   */
  public record Mount(
      HttpMethod method, String path, Function<RoutingContext, Future<?>> control) {}

  private Controls() {}

  /** Mounts controls, and responds 404 to all other requests of a router. */
  public static void mount(Router router, List<Mount> mounts) {
    // A normalised path that cannot be decoded would be logged as an error.
    mount(path -> router.route(path).useNormalizedPath(false), mounts);
    String paths =
        mounts.stream().map(Mount::path).distinct().sorted().collect(Collectors.joining(", "));
    router.route().handler(context -> fail(context, 404, "the controls are " + paths));
  }

  /**
   * Mounts controls, and 405 for the other methods of their paths.
   *
   * @param routes returns a new route of a path
   */
  public static void mount(Function<String, Route> routes, List<Mount> mounts) {
    for (Mount mount : mounts) {
      routes
          .apply(mount.path())
          .method(mount.method())
          .handler(new LimitedBodyHandler(MAX_BODY))
          .handler(context -> mount.control().apply(context).onFailure(context::fail))
          .failureHandler(Controls::failed);
    }
    mounts.stream()
        .collect(Collectors.groupingBy(Mount::path))
        .forEach((path, methods) -> mountRefusal(routes.apply(path), methods));
  }

  private static void mountRefusal(Route route, List<Mount> mounts) {
    String allowed =
        mounts.stream().map(mount -> mount.method().name()).collect(Collectors.joining(", "));
    route.handler(
        context -> {
          context.response().putHeader("Allow", allowed);
          fail(context, 405, "allowed: " + allowed);
        });
  }

  private static void failed(RoutingContext context) {
    Throwable cause = context.failure();
    boolean isStarted = context.response().headWritten();
    if (cause instanceof IllegalArgumentException) {
      fail(context, 400, cause.getMessage());
    } else if (cause instanceof UnavailableException && !isStarted) {
      fail(context, 503, cause.getMessage());
    } else if (context.statusCode() == 503) {
      fail(context, 503, "too many bodies are in memory");
    } else if (context.statusCode() == 413) {
      fail(context, 413, "the body must have at most " + MAX_BODY + " bytes");
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      fail(context, context.statusCode(), "the request cannot be read");
    } else if (cause instanceof HttpClosedException) {
      LOG.debug("{}: the client closed its connection", context.request().path());
    } else {
      LOG.error("{} {} failed", context.request().method(), context.request().path(), cause);
      if (isStarted) {
        context.request().connection().close();
      } else {
        fail(context, 500, "the control failed; see the log");
      }
    }
  }

  /** Responds with {@code {"error":"…"}}. */
  static Future<Void> fail(RoutingContext context, int status, String message) {
    return respond(context, status, new JsonObject().put("error", message));
  }

  /**
   * Responds with JSON.
   *
   * @param json a JsonObject or a JsonArray
   */
  public static Future<Void> respond(RoutingContext context, int status, Object json) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Json.encode(json) + "\n");
  }

  public static Future<Void> noContent(RoutingContext context) {
    return context.response().setStatusCode(204).end();
  }

  /**
   * Returns the parameters of the query.
   *
   * @throws IllegalArgumentException for a parameter of another name
   */
  public static MultiMap query(RoutingContext context, String... names) {
    MultiMap query = context.queryParams();
    if (!Set.of(names).containsAll(query.names())) {
      throw new IllegalArgumentException("the parameters are " + String.join(", ", names));
    }
    return query;
  }

  /**
   * Reads a {@code limit}: 1 to {@code max}, which is the default. {@code max} is 9,999 at most.
   */
  public static int limit(MultiMap query, int max) {
    String text = query.get(LIMIT);
    if (text == null || text.isEmpty()) {
      return max;
    }
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > max) {
      throw new IllegalArgumentException("limit must be from 1 to " + max);
    }
    return Integer.parseInt(text);
  }

  /**
   * Returns the request's JSON object; an empty one where there is no body.
   *
   * @throws IllegalArgumentException when the body is something else
   */
  public static JsonObject object(RoutingContext context) {
    Buffer body = RequestData.body(context);
    if (body.length() == 0) {
      return new JsonObject();
    }
    return parse(body, JsonObject.class, "the body must be a JSON object");
  }

  /**
   * Returns the request's JSON array.
   *
   * @throws IllegalArgumentException when the body is something else
   */
  public static JsonArray array(RoutingContext context) {
    return parse(RequestData.body(context), JsonArray.class, "the body must be a JSON array");
  }

  private static <T> T parse(Buffer body, Class<T> type, String problem) {
    try {
      Object json = StrictJson.parse(body);
      // The literal null casts to every type.
      if (type.isInstance(json)) {
        return type.cast(json);
      }
    } catch (DecodeException e) {
      // The message would hold the body.
    }
    throw new IllegalArgumentException(problem);
  }
}
