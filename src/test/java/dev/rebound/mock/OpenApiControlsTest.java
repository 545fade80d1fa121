package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.OpenApi;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The controls of the admin port against their description. */
class OpenApiControlsTest {
  @AutoClose private static final Mock MOCK = Mock.start();

  @Test
  void eachControlIsDescribedAndEachDescribedControlExists() {
    String error = new JsonObject(MOCK.controls().get("/mock/none").body()).getString("error");
    Set<String> controls =
        Stream.of(error.replace("the controls are ", "").split(", "))
            .flatMap(OpenApiControlsTest::operations)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        OpenApi.ADMIN.operations().stream()
            .filter(operation -> operation.contains(" /mock/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(controls, described);
  }

  /** Returns the methods of a path, as its refusal of another one lists them. */
  private static Stream<String> operations(String path) {
    HttpResponse<String> refusal = MOCK.controls().send("PATCH", path, BodyPublishers.noBody());
    assertEquals(405, refusal.statusCode());
    return Stream.of(refusal.headers().firstValue("Allow").orElseThrow().split(", "))
        .map(method -> method + " " + path);
  }
}
