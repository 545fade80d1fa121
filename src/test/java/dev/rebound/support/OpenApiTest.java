package dev.rebound.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of exchanges, with a server that differs from the description. */
@ExtendWith(VertxExtension.class)
class OpenApiTest {
  private static final String ADDRESS = Api.BOUNCES + "/a@example.com";
  private static final String ROW =
      "{\"created\":1,\"email\":\"a@example.com\",\"reason\":\"\",\"status\":\"\"}";

  private Api api;
  private int status;
  private String type;
  private String body;

  @BeforeEach
  void serve(Vertx vertx) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> respond(request.response()))
            .listen(0, "127.0.0.1")
            .await();
    api = new Api("http://127.0.0.1:" + server.actualPort(), null);
    respondWith(200, "application/json", "[" + ROW + "]");
  }

  private void respond(HttpServerResponse response) {
    response.setStatusCode(status).putHeader("Content-Type", type);
    if (!body.contains("without-id")) {
      response.putHeader("X-Request-Id", "1");
    }
    response.end(body);
  }

  private void respondWith(int newStatus, String newType, String newBody) {
    status = newStatus;
    type = newType;
    body = newBody;
  }

  @Test
  void aDescribedExchangePasses() {
    assertEquals(200, api.get(ADDRESS).statusCode());
    assertEquals(200, api.get(Api.BOUNCES + "?limit=500&email=").statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "202|application/json|[]|there is no such status",
        "200|text/plain|[]|there is no type text/plain",
        "200|application/json|{}|the body",
        "200|application/json|[{\"created\":\"1\"}]|the body",
        "200|application/json|[|Failed to decode",
        "204|application/json|''|there is no such status",
        "404|application/json|{\"errors\":[]}|there is no such status",
        "401|application/json|{\"errors\":[]}|the body",
        "401|application/json|{\"errors\":[{\"field\":null,\"message\":\"m\",\"help\":1}]}|the body",
        "200|application/json|[\"without-id\"]|there is no X-Request-Id",
        "503|application/json|{\"errors\":[{\"field\":null,\"message\":\"m\"}]}|there is no Retry-After",
      })
  void anotherResponseFails(int newStatus, String newType, String newBody, String message) {
    respondWith(newStatus, newType, newBody);
    assertDiffers(message, () -> api.get(ADDRESS));
  }

  @Test
  void anAcceptedRequestThatIsNotDescribedFails() {
    assertDiffers("the parameter limit", () -> api.get(Api.BOUNCES + "?limit=501"));
    assertDiffers("the parameter limit", () -> api.get(Api.BOUNCES + "?limit=many"));
    assertDiffers("the request's body", () -> api.post("/rebound/v1/lookup", "{\"emails\":[1]}"));
  }

  @Test
  void anUnknownPathOrMethodFailsUnlessItIsRefused() {
    assertDiffers("the path is not described", () -> api.get("/v3/other"));
    assertDiffers(
        "the path is not described", () -> api.send("PUT", ADDRESS, BodyPublishers.noBody()));
    respondWith(404, "application/json", ErrorBody.of("resource not found"));
    assertEquals(404, api.get("/v3/other").statusCode());
  }

  private static void assertDiffers(String message, Runnable exchange) {
    AssertionError error = assertThrows(AssertionError.class, exchange::run);
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
