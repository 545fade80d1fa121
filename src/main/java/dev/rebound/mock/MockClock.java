package dev.rebound.mock;

import dev.rebound.domain.BounceEvent;
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
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that {@code /mock/clock} stops and moves while other threads read it: {@code PUT
 * {"freeze":"2026-01-01T00:00:00Z"}} stops it, {@code PUT {"shift":"-P3D"}} moves it, {@code
 * DELETE} sets it back to the real time.
 */
public final class MockClock extends Clock {
  private static final String PATH = "/mock/clock";
  // The last second that an event can have.
  private static final Instant LAST = Instant.ofEpochSecond(BounceEvent.MAX_TIME);

  private final Clock real;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Clock current;

  public MockClock(Clock real) {
    this.real = real;
    this.current = real;
  }

  void freeze(Instant at) {
    set(Clock.fixed(at, real.getZone()));
  }

  private void set(Clock clock) {
    requireEventTime(clock.instant());
    change(clock);
  }

  private static Instant requireEventTime(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new DateTimeException("no event can have the time " + time);
    }
    return time;
  }

  /**
   * Reads a time that the clock can have.
   *
   * @throws DateTimeException when the text is no time, or one before 1970 or after 9999
   */
  public static Instant parse(String text) {
    return requireEventTime(Instant.parse(text));
  }

  private void change(Clock clock) {
    current = clock;
    listeners.forEach(Runnable::run);
  }

  /** Runs a listener after each stop, move and reset of the clock. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
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
    Instant now = current.instant();
    // A shifted clock runs on, and stops here.
    return now.isAfter(LAST) ? LAST : now;
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
    if (isFrozen == body.containsKey("shift") || body.size() > 1) {
      throw new IllegalArgumentException("freeze or shift is needed, and no other member");
    }
    try {
      if (isFrozen) {
        freeze(parse(text(body, "freeze")));
      } else {
        set(Clock.offset(real, Duration.parse(text(body, "shift"))));
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "freeze is a time such as 2026-01-01T00:00:00Z, shift a duration such as PT5M or -P3D;"
              + " the time must be from "
              + Instant.EPOCH
              + " to "
              + LAST);
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
    change(real);
    return show(context);
  }

  private Future<Void> show(RoutingContext context) {
    return Controls.respond(context, 200, new JsonObject().put("now", instant().toString()));
  }
}
