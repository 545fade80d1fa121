package dev.rebound.api;

import dev.rebound.api.rebound.SnsGateway;
import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The places where other rooms plug into the API.
 *
 * @param interceptor the mock's faults
 * @param spanName returns a function that names the span of the request that the event loop handles
 *     now; empty without tracing
 * @param snsGateway replaces the HTTP client for Amazon SNS
 * @param paths that only a mock serves
 * @param controls mounts the controls of a mock, each on a new route of its path
 */
public record ApiHooks(
    Optional<Interceptor> interceptor,
    Optional<Supplier<Consumer<String>>> spanName,
    Optional<SnsGateway> snsGateway,
    List<ApiPath> paths,
    Consumer<Function<String, Route>> controls) {
  public ApiHooks {
    paths = List.copyOf(paths);
  }
}
