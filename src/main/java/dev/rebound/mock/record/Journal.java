package dev.rebound.mock.record;

import dev.rebound.mock.Controls;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last requests of all event loops, in the order of their arrival, and {@code /mock/requests}:
 * {@code GET}, {@code GET ?limit=10}, {@code DELETE}.
 */
public final class Journal {
  public static final int MAX_REQUESTS = 1000;

  // A thousand requests of the greatest length would take thirty mebibytes.
  private static final long MAX_WEIGHT = 16 << 20;

  private static final String PATH = "/mock/requests";

  private final Deque<Recording> recordings = new ArrayDeque<>();
  private long weight;

  /** Adds a request whose head has arrived, and drops the oldest ones over the limits. */
  public Recording add(HttpServerRequest request, Instant at) {
    Recording recording = new Recording(request, at);
    synchronized (this) {
      recordings.addLast(recording);
      weight += recording.weight();
      while (recordings.size() > MAX_REQUESTS || weight > MAX_WEIGHT) {
        weight -= recordings.removeFirst().weight();
      }
    }
    return recording;
  }

  /** Returns the newest requests, the newest last. */
  synchronized List<Recording> last(int limit) {
    List<Recording> all = new ArrayList<>(recordings);
    return all.subList(Math.max(all.size() - limit, 0), all.size());
  }

  public synchronized void clear() {
    recordings.clear();
    weight = 0;
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.GET, PATH, this::list),
        new Controls.Mount(HttpMethod.DELETE, PATH, this::delete));
  }

  private Future<Void> list(RoutingContext context) {
    JsonArray requests = new JsonArray();
    int limit = Controls.limit(Controls.query(context, Controls.LIMIT), MAX_REQUESTS);
    last(limit).forEach(recording -> requests.add(recording.json()));
    return Controls.respond(context, 200, requests);
  }

  private Future<Void> delete(RoutingContext context) {
    clear();
    return Controls.noContent(context);
  }
}
