package dev.rebound.mock;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A clock that {@code /mock/clock} stops and moves while other threads read it: {@code PUT
 * {"freeze":"2026-01-01T00:00:00Z"}} stops it, {@code PUT {"shift":"-P3D"}} moves it, {@code
 * DELETE} sets it back to the real time.
 */
public final class MockClock extends Clock {
  private static final String PATH = "/mock/clock";

  private final Clock real;
  private volatile Clock current;

  public MockClock(Clock real) {
    this.real = real;
    this.current = real;
  }

  void freeze(Instant at) {
    current = Clock.fixed(at, real.getZone());
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a mock's clock has one zone");
  }

  @Override
  public Instant instant() {
    return current.instant();
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.GET, PATH, this::show),
        new Controls.Mount(HttpMethod.PUT, PATH, this::set),
        new Controls.Mount(HttpMethod.DELETE, PATH, this::reset));
  }

  private Future<Void> set(RoutingContext context) {
    JsonObject body = Controls.object(context);
    boolean isFrozen = body.containsKey("freeze");
    if (isFrozen == body.containsKey("shift")) {
      throw new IllegalArgumentException("freeze or shift is needed");
    }
    try {
      if (isFrozen) {
        freeze(Instant.parse(text(body, "freeze")));
      } else {
        current = Clock.offset(real, Duration.parse(text(body, "shift")));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "freeze is a time such as 2026-01-01T00:00:00Z, shift a duration such as PT5M or -P3D");
    }
    return show(context);
  }

  private static String text(JsonObject body, String name) {
    if (body.getValue(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  private Future<Void> reset(RoutingContext context) {
    current = real;
    return show(context);
  }

  private Future<Void> show(RoutingContext context) {
    return Controls.respond(context, 200, new JsonObject().put("now", instant().toString()));
  }
}
