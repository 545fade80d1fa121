package dev.rebound.http;

import dev.rebound.http.read.Problem;
import dev.rebound.http.write.Answer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the resource of a path. Paths are matched as they came: an address in a path may hold what
 * a router that decodes and normalises would refuse or change.
 */
final class Routes implements Handler<HttpServerRequest> {
  private final Map<String, ResourceHandler> exact = new HashMap<>();
  // The longest first, so that the first that fits is the closest.
  private final Map<String, ResourceHandler> prefixes =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));
  private final Responses responses;

  Routes(
      List<Resource> resources,
      Authentication authentication,
      RateLimit rateLimit,
      Responses responses) {
    this.responses = responses;
    for (Resource resource : resources) {
      ResourceHandler handler = new ResourceHandler(resource, authentication, rateLimit, responses);
      Map<String, ResourceHandler> table = resource.isPrefix() ? prefixes : exact;
      resource.paths().forEach(path -> table.put(path, handler));
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    ResourceHandler handler = request.path() == null ? null : find(request.path());
    if (handler == null) {
      responses.send(request, Answer.problem(Problem.NOT_FOUND));
    } else {
      handler.handle(request);
    }
  }

  private ResourceHandler find(String path) {
    ResourceHandler handler = exact.get(path);
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
