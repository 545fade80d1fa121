package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.v2.V2Options;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Account;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the resource of a path. Paths are matched as they came: an address in a path may hold what
 * a router that decodes and normalises would refuse or change.
 */
final class Routes implements Edge {
  /** The template of every path that leads nowhere. */
  private static final String NO_ROUTE = "none";

  private final Map<String, Route> exact = new HashMap<>();
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

  void add(V2Resource resource, V2Options options, Clock clock) {
    exact.put(resource.path(), new V2Handler(resource, options, gate, clock));
  }

  @Override
  public void handle(HttpServerRequest request) {
    Route route = find(request.path());
    if (route == null) {
      send(request, ApiResponse.problem(Problem.NOT_FOUND))
          .onFailure(cause -> gate.responses().fail(request, NO_ROUTE, cause));
    } else {
      route.handle(request);
    }
  }

  @Override
  public Future<Optional<Account>> account(HttpServerRequest request) {
    Route route = find(request.path());
    return route == null ? Future.succeededFuture(Optional.empty()) : route.account(request);
  }

  @Override
  public Future<Void> refuse(HttpServerRequest request, Problem problem) {
    if (problem.equals(Problem.TOO_MANY_REQUESTS)) {
      gate.rateLimit().tellNoneLeft(request.response());
    }
    Route route = find(request.path());
    return send(
        request, route == null ? ApiResponse.problem(problem) : route.refusal(request, problem));
  }

  @Override
  public Future<Void> send(HttpServerRequest request, ApiResponse answer) {
    return gate.responses().send(request, answer);
  }

  /** Of the route that a path leads to. */
  String template(String path) {
    Route route = find(path);
    return route == null ? NO_ROUTE : route.template();
  }

  private Route find(String path) {
    if (path == null) {
      return null;
    }
    Route route = exact.get(path);
    if (route != null) {
      return route;
    }
    for (Map.Entry<String, ResourceHandler> prefix : prefixes.entrySet()) {
      if (path.startsWith(prefix.getKey()) && prefix.getValue().endsLike(path)) {
        return prefix.getValue();
      }
    }
    return null;
  }
}
