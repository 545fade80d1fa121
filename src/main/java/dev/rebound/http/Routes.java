package dev.rebound.http;

import dev.rebound.http.read.Problem;
import dev.rebound.http.write.Answer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the resource of a path. Paths are matched as they came: an address in a path may hold what
 * a router that decodes and normalises would refuse or change.
 */
final class Routes implements Handler<HttpServerRequest> {
  private final Map<String, Handler<HttpServerRequest>> exact = new HashMap<>();
  // The longest first, so that the first that fits is the closest.
  private final Map<String, ResourceHandler> prefixes =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));
  private final Gate gate;

  Routes(Gate gate) {
    this.gate = gate;
  }

  void add(Resource resource) {
    ResourceHandler handler = new ResourceHandler(resource, gate);
    for (String path : resource.paths()) {
      if (resource.isPrefix()) {
        prefixes.put(path, handler);
      } else {
        exact.put(path, handler);
      }
    }
  }

  void add(LegacyResource resource, LegacyOptions options, Clock clock) {
    exact.put(resource.path(), new LegacyHandler(resource, options, gate, clock));
  }

  @Override
  public void handle(HttpServerRequest request) {
    Handler<HttpServerRequest> handler = request.path() == null ? null : find(request.path());
    if (handler == null) {
      gate.responses().send(request, Answer.problem(Problem.NOT_FOUND));
    } else {
      handler.handle(request);
    }
  }

  private Handler<HttpServerRequest> find(String path) {
    Handler<HttpServerRequest> handler = exact.get(path);
    if (handler != null) {
      return handler;
    }
    for (Map.Entry<String, ResourceHandler> prefix : prefixes.entrySet()) {
      if (path.startsWith(prefix.getKey()) && prefix.getValue().endsLike(path)) {
        return prefix.getValue();
      }
    }
    return null;
  }
}
