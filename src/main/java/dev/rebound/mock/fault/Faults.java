package dev.rebound.mock.fault;

import dev.rebound.mock.Controls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The rules in force, and {@code /mock/faults}: {@code PUT} replaces all rules and restarts their
 * counts, {@code GET} returns the rules with their counts, {@code DELETE} removes them.
 */
public final class Faults {
  private static final String PATH = "/mock/faults";

  private volatile FaultRules rules = FaultRules.NONE;

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.GET, PATH, this::list),
        new Controls.Mount(HttpMethod.PUT, PATH, this::replace),
        new Controls.Mount(HttpMethod.DELETE, PATH, this::clear));
  }

  FaultRules rules() {
    return rules;
  }

  private Future<Void> replace(RoutingContext context) {
    rules = new FaultRules(FaultRuleReader.read(Controls.array(context)));
    return list(context);
  }

  private Future<Void> list(RoutingContext context) {
    return Controls.respond(context, 200, rules.json());
  }

  private Future<Void> clear(RoutingContext context) {
    rules = FaultRules.NONE;
    return Controls.noContent(context);
  }
}
