package dev.rebound.mock.record;

import dev.rebound.mock.Controls;
import dev.rebound.mock.Controls.Mount;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /mock/requests}: {@code GET}, {@code GET ?limit=10}, {@code DELETE}. */
public final class RequestsControl {
  private static final String PATH = "/mock/requests";

  private final Journal journal;

  public RequestsControl(Journal journal) {
    this.journal = journal;
  }

  public List<Mount> mounts() {
    return List.of(
        new Mount(HttpMethod.GET, PATH, this::list),
        new Mount(HttpMethod.DELETE, PATH, this::clear));
  }

  private Future<Void> list(RoutingContext context) {
    JsonArray requests = new JsonArray();
    journal.last(limit(context)).forEach(recording -> requests.add(recording.json()));
    return Controls.respond(context, 200, requests);
  }

  private static int limit(RoutingContext context) {
    String limit = context.request().getParam("limit");
    if (limit == null) {
      return Journal.MAX_REQUESTS;
    }
    if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > Journal.MAX_REQUESTS) {
      throw new IllegalArgumentException("limit must be from 1 to " + Journal.MAX_REQUESTS);
    }
    return Integer.parseInt(limit);
  }

  private Future<Void> clear(RoutingContext context) {
    journal.clear();
    return Controls.noContent(context);
  }
}
