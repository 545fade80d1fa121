package dev.rebound.mock;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code /mock/clock}: {@code PUT {"freeze":"2026-01-01T00:00:00Z"}} stops the service's time,
 * {@code PUT {"shift":"-P3D"}} moves it, {@code DELETE} lets it be the real one again.
 */
public final class ClockControl {
  private static final String PATH = "/mock/clock";

  private final MockClock clock;

  public ClockControl(MockClock clock) {
    this.clock = clock;
  }

  public void addTo(Controls controls) {
    controls
        .on(HttpMethod.GET, PATH, this::tell)
        .on(HttpMethod.PUT, PATH, this::set)
        .on(HttpMethod.DELETE, PATH, this::reset);
  }

  private Future<Void> set(HttpServerRequest request) {
    return Controls.body(request)
        .compose(
            body -> {
              set(body);
              return tell(request);
            });
  }

  private void set(JsonObject body) {
    boolean isFrozen = body.containsKey("freeze");
    if (isFrozen == body.containsKey("shift")) {
      throw new IllegalArgumentException("freeze or shift is needed");
    }
    try {
      if (isFrozen) {
        clock.freeze(Instant.parse(text(body, "freeze")));
      } else {
        clock.shift(Duration.parse(text(body, "shift")));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "freeze is a time such as 2026-01-01T00:00:00Z, shift a duration such as PT5M or -P3D");
    }
  }

  private static String text(JsonObject body, String name) {
    if (body.getValue(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  private Future<Void> reset(HttpServerRequest request) {
    clock.reset();
    return tell(request);
  }

  private Future<Void> tell(HttpServerRequest request) {
    return Controls.answer(request, 200, new JsonObject().put("now", clock.instant().toString()));
  }
}
