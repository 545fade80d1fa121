package dev.rebound.mock.record;

import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last requests of all event loops, in the order in which they came. */
public final class Journal {
  /** Requests that are kept at most. */
  public static final int MAX_REQUESTS = 1000;

  // A thousand of the longest requests would be some thirty mebibytes.
  private static final long MAX_WEIGHT = 16 << 20;

  private final Deque<Recording> recordings = new ArrayDeque<>();
  private long weight;

  /** Keeps a request whose head has come; the oldest go where there are too many. */
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

  /** The newest of them, newest last. */
  synchronized List<Recording> last(int limit) {
    List<Recording> all = new ArrayList<>(recordings);
    return all.subList(Math.max(all.size() - limit, 0), all.size());
  }

  /** Forgets all. */
  public synchronized void clear() {
    recordings.clear();
    weight = 0;
  }
}
