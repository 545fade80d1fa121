package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.Settings;
import dev.rebound.api.rebound.IngestMeters;
import dev.rebound.bus.Bus;
import dev.rebound.classify.Classifier;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.support.OpenApi;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The routes of the API against its description. */
@ExtendWith(VertxExtension.class)
class OpenApiRoutesTest {
  // A service in store mode has no routes of these.
  private static final Pattern IN_MOCKS = Pattern.compile(" /v3/(?:mail|user)/");

  @Test
  void eachRouteIsDescribedAndEachDescribedOperationHasARoute(Vertx vertx) {
    Set<String> routes =
        new ApiRouter(vertx, shared(vertx))
            .mount().getRoutes().stream()
                .filter(route -> route.getName() != null && route.methods() != null)
                .filter(route -> !ApiPages.NAMES.contains(route.getName()))
                .flatMap(
                    route ->
                        route.methods().stream()
                            .filter(method -> method != HttpMethod.HEAD)
                            .map(method -> method + " " + route.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    // A route serves both spellings of the totals.
    Set<String> described =
        OpenApi.API.operations().stream()
            .filter(operation -> !IN_MOCKS.matcher(operation).find())
            .map(operation -> operation.replace("/suppressions/", "/suppression/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(routes, described);
  }

  private static ApiShared shared(Vertx vertx) {
    MeterRegistry registry = new SimpleMeterRegistry();
    Clock clock = Clock.systemUTC();
    return new ApiShared(
        new Bus(vertx, registry),
        Settings.of(Map.of()).http(),
        clock,
        new RowDefaults(() -> clock.instant().getEpochSecond(), Classifier.standard()),
        new RateLimit(0, clock),
        new ConnectionLimit(1, 1),
        ResponseMemoryLimit.ofHeap(registry),
        new IngestMeters(registry),
        registry,
        new ApiHooks(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), routes -> {}));
  }
}
