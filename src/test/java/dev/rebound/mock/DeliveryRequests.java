package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.SigningKey;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A mock of its own, and who orders events of it. */
record DeliveryRequests(TestService service, Api controls, SigningKey key)
    implements AutoCloseable {
  static final String PATH = "/mock/events";

  static DeliveryRequests start() {
    TestService service = TestService.start(Map.of("REBOUND_MODE", "mock"));
    Api controls = new Api(service.adminUrl(), null);
    String key = new JsonObject(controls.get(PATH + "/key").body()).getString("public_key");
    return new DeliveryRequests(service, controls, SigningKey.parse(key).orElseThrow());
  }

  /** Of so many made-up events, each in a request of its own that is tried again at once. */
  static String singly(String url, int count) {
    return "{\"url\":\"%s\",\"count\":%d,\"batch\":1,\"retryMillis\":0}".formatted(url, count);
  }

  HttpResponse<String> post(String order) {
    return controls.post(PATH, order);
  }

  /** The lines of the answer, the totals last. */
  List<JsonObject> send(String order) {
    HttpResponse<String> response = post(order);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(
        "application/x-ndjson", response.headers().firstValue("Content-Type").orElseThrow());
    return new ArrayList<>(response.body().lines().map(JsonObject::new).toList());
  }

  static JsonObject last(List<JsonObject> lines) {
    return lines.get(lines.size() - 1);
  }

  @Override
  public void close() {
    service.close();
  }
}
