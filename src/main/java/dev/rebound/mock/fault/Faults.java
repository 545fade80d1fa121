package dev.rebound.mock.fault;

import dev.rebound.mock.Controls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * The rules that are in force, and {@code /mock/faults}: {@code PUT} replaces all of them and
 * starts their counts anew, {@code GET} tells them and their counts, {@code DELETE} takes them
 * away.
 */
public final class Faults {
  private static final String PATH = "/mock/faults";

  private volatile FaultRules rules = FaultRules.NONE;

  public void addTo(Controls controls) {
    controls
        .on(HttpMethod.GET, PATH, this::tell)
        .on(HttpMethod.PUT, PATH, this::set)
        .on(HttpMethod.DELETE, PATH, this::reset);
  }

  FaultRules rules() {
    return rules;
  }

  /** Takes all rules away. */
  public void clear() {
    rules = FaultRules.NONE;
  }

  private Future<Void> set(HttpServerRequest request) {
    return Controls.array(request)
        .compose(
            array -> {
              rules = new FaultRules(FaultRuleReader.read(array));
              return tell(request);
            });
  }

  private Future<Void> tell(HttpServerRequest request) {
    return Controls.answer(request, 200, rules.json());
  }

  private Future<Void> reset(HttpServerRequest request) {
    clear();
    return Controls.done(request);
  }
}
