package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.Settings;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.classify.Classifier;
import dev.rebound.support.ErrorBody;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The router in front of a store that is away, or has a bug. */
@ExtendWith(VertxExtension.class)
class ApiRouterTest {
  private static final String KEY = "SG." + "a".repeat(22) + "." + "b".repeat(43);
  private static final String LOOKUP = "/v3/suppression/bounces/a@x.org";
  private static final String V2 = "/api/bounces.get.json?api_user=apikey&api_key=" + KEY;

  // A client that nobody refers to is closed by the garbage collection, with its connections.
  private HttpClient client;

  @Test
  void aBugOfTheStoreIsAnInternalErrorInJson(Vertx vertx, VertxTestContext test) {
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    bus.serve(
            Operations.FIND_GRANT,
            id -> Future.failedFuture(new IllegalStateException("a bug, on purpose")))
        .compose(served -> get(vertx, bus, LOOKUP))
        .onComplete(
            test.succeeding(
                body ->
                    test.verify(
                        () -> {
                          assertEquals("500 " + ErrorBody.of("internal server error"), body);
                          test.completeNow();
                        })));
  }

  @Test
  void aStoreThatIsAwayIsUnavailableInJson(Vertx vertx, VertxTestContext test) {
    get(vertx, new Bus(vertx, new SimpleMeterRegistry()), LOOKUP)
        .onComplete(
            test.succeeding(
                body ->
                    test.verify(
                        () -> {
                          assertEquals("503 " + ErrorBody.of("service unavailable"), body);
                          test.completeNow();
                        })));
  }

  @Test
  void v2ReportsItInItsOwnFormat(Vertx vertx, VertxTestContext test) {
    get(vertx, new Bus(vertx, new SimpleMeterRegistry()), V2)
        .onComplete(
            test.succeeding(
                body ->
                    test.verify(
                        () -> {
                          assertEquals("503 {\"error\": \"service unavailable\"}", body);
                          test.completeNow();
                        })));
  }

  /** Returns the status and the body of a response. */
  private Future<String> get(Vertx vertx, Bus bus, String path) {
    client = vertx.createHttpClient();
    MeterRegistry registry = new SimpleMeterRegistry();
    HttpOptions options = Settings.of(Map.of("REBOUND_HTTP_PORT", "0")).http();
    ApiServer server =
        new ApiServer(
            bus,
            options,
            Classifier.standard(),
            Clock.systemUTC(),
            registry,
            new ApiHooks(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), routes -> {}));
    return vertx
        .deployVerticle(server.get())
        .compose(deployed -> client.request(HttpMethod.GET, server.port(), "127.0.0.1", path))
        .compose(request -> request.putHeader("Authorization", "Bearer " + KEY).send())
        .compose(
            (HttpClientResponse response) ->
                response.body().map(body -> response.statusCode() + " " + body));
  }
}
