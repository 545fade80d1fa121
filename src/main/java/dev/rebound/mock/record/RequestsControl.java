package dev.rebound.mock.record;

import dev.rebound.mock.Controls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;

/** {@code /mock/requests}: {@code GET}, {@code GET ?limit=10}, {@code DELETE}. */
public final class RequestsControl {
  private static final String PATH = "/mock/requests";

  private final Journal journal;

  public RequestsControl(Journal journal) {
    this.journal = journal;
  }

  public void addTo(Controls controls) {
    controls.on(HttpMethod.GET, PATH, this::tell).on(HttpMethod.DELETE, PATH, this::clear);
  }

  private Future<Void> tell(HttpServerRequest request) {
    JsonArray requests = new JsonArray();
    journal.last(limit(request)).forEach(recording -> requests.add(recording.json()));
    return Controls.answer(request, 200, requests);
  }

  private static int limit(HttpServerRequest request) {
    String limit = request.params().get("limit");
    if (limit == null) {
      return Journal.MAX_REQUESTS;
    }
    if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > Journal.MAX_REQUESTS) {
      throw new IllegalArgumentException("limit must be from 1 to " + Journal.MAX_REQUESTS);
    }
    return Integer.parseInt(limit);
  }

  private Future<Void> clear(HttpServerRequest request) {
    journal.clear();
    return Controls.done(request);
  }
}
