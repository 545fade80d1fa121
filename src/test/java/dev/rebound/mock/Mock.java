package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * A service in mock mode, and its controls.
 *
 * @param controls on the admin port
 */
public record Mock(TestService service, Api controls) implements AutoCloseable {
  /** Told in what a rule has touched. */
  public static final String FAULT = "X-Rebound-Fault";

  public static Mock start() {
    TestService service = TestService.start(Map.of("REBOUND_MODE", "mock"));
    return new Mock(service, new Api(service.adminUrl(), null));
  }

  /** Puts these rules in force and takes all others away. */
  public void rules(String... rules) {
    HttpResponse<String> response = put("/mock/faults", "[" + String.join(",", rules) + "]");
    assertEquals(200, response.statusCode(), response.body());
  }

  public HttpResponse<String> put(String path, String body) {
    return controls.send("PUT", path, BodyPublishers.ofString(body));
  }

  /** The requests on record. */
  public List<JsonObject> requests() {
    return objects(controls.get("/mock/requests").body());
  }

  public static List<JsonObject> objects(String array) {
    return new JsonArray(array).stream().map(JsonObject.class::cast).toList();
  }

  @Override
  public void close() {
    service.close();
  }
}
