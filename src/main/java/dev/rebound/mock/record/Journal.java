package dev.rebound.mock.record;

import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last requests of all event loops, in the order of their arrival. */
public final class Journal {
  /** The greatest number of requests. */
  public static final int MAX_REQUESTS = 1000;

  // A thousand requests of the greatest length would take thirty mebibytes.
  private static final long MAX_WEIGHT = 16 << 20;

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

  /** Removes all requests. */
  public synchronized void clear() {
    recordings.clear();
    weight = 0;
  }
}
