package dev.rebound.http;

import dev.rebound.bus.Bus;
import dev.rebound.http.own.IngestEndpoint;
import dev.rebound.http.read.Problem;
import dev.rebound.http.v3.BounceListEndpoints;
import dev.rebound.http.v3.ScopesEndpoint;
import dev.rebound.http.v3.SingleBounceEndpoints;
import dev.rebound.http.write.Answer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every path that is served. Paths are matched as they came: an address in a path may hold what a
 * router that decodes and normalises would refuse or change.
 */
final class Routes implements Handler<HttpServerRequest> {
  private final Map<String, ResourceHandler> exact = new HashMap<>();
  // By prefix, so that the longest that fits is the last that is not after the path.
  private final TreeMap<String, ResourceHandler> prefixes = new TreeMap<>();
  private final Responses responses;

  Routes(Bus bus, HttpOptions options, RateLimit rateLimit, Clock clock) {
    responses = new Responses(clock);
    Authentication authentication = new Authentication(bus, options.keyCache());
    for (Resource resource : resources(bus, options, clock)) {
      ResourceHandler handler = new ResourceHandler(resource, authentication, rateLimit, responses);
      Map<String, ResourceHandler> table = resource.isPrefix() ? prefixes : exact;
      resource.paths().forEach(path -> table.put(path, handler));
    }
  }

  private static List<Resource> resources(Bus bus, HttpOptions options, Clock clock) {
    return List.of(
        new BounceListEndpoints(bus, options).resource(),
        new SingleBounceEndpoints(bus).resource(),
        new ScopesEndpoint().resource(),
        new IngestEndpoint(bus, clock).resource());
  }

  @Override
  public void handle(HttpServerRequest request) {
    ResourceHandler handler = find(request.path());
    if (handler == null) {
      responses.send(request, Answer.problem(Problem.NOT_FOUND));
    } else {
      handler.handle(request);
    }
  }

  private ResourceHandler find(String path) {
    if (path == null) {
      return null;
    }
    ResourceHandler handler = exact.get(path);
    Map.Entry<String, ResourceHandler> prefix = handler == null ? prefixes.floorEntry(path) : null;
    return prefix != null && path.startsWith(prefix.getKey()) ? prefix.getValue() : handler;
  }
}
