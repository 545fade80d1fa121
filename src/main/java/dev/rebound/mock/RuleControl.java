package dev.rebound.mock;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;

/**
 * The rules in force, which all event loops share. {@code PUT} replaces all rules and restarts
 * their counts, {@code GET} returns the rules with their counts, {@code DELETE} removes them.
 */
public final class RuleControl<T> {
  private final String path;
  private final T none;
  private final Function<JsonArray, T> reader;
  private final Function<T, JsonArray> writer;
  private volatile T inForce;

  /**
   * @param none no rules
   */
  public RuleControl(
      String path, T none, Function<JsonArray, T> reader, Function<T, JsonArray> writer) {
    this.path = path;
    this.none = none;
    this.reader = reader;
    this.writer = writer;
    this.inForce = none;
  }

  public T inForce() {
    return inForce;
  }

  public void replace(T rules) {
    inForce = rules;
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.GET, path, this::list),
        new Controls.Mount(HttpMethod.PUT, path, this::put),
        new Controls.Mount(HttpMethod.DELETE, path, this::clear));
  }

  private Future<Void> list(RoutingContext context) {
    return Controls.respond(context, 200, writer.apply(inForce));
  }

  private Future<Void> put(RoutingContext context) {
    replace(reader.apply(Controls.array(context)));
    return list(context);
  }

  private Future<Void> clear(RoutingContext context) {
    replace(none);
    return Controls.noContent(context);
  }
}
