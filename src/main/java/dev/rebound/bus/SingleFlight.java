package dev.rebound.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shares one reply among equal requests that arrive while an equal request is in flight. They share
 * the reply of the next request, not of the one in flight, which may be older than a change that
 * their callers know of. No request waits for a timer or for a different request. For one event
 * loop.
 *
 * @param <Q> a request, with {@code equals}
 * @param <R> its reply, which several callers may receive
 */
public final class SingleFlight<Q, R> {
  private final Function<Q, Future<R>> sender;
  // Requests in flight, each with the promise of the next reply once a caller waits for it.
  private final Map<Q, Optional<Promise<R>>> inFlight = new HashMap<>();

  /**
   * @param sender sends a request; its failure fails all callers that share the request
   */
  public SingleFlight(Function<Q, Future<R>> sender) {
    this.sender = sender;
  }

  /** Returns the reply to a request that starts now or when the equal one in flight has ended. */
  public Future<R> ask(Q request) {
    Optional<Promise<R>> next = inFlight.get(request);
    if (next == null) {
      return send(request);
    }
    Promise<R> shared = next.orElseGet(Promise::promise);
    inFlight.put(request, Optional.of(shared));
    return shared.future();
  }

  private Future<R> send(Q request) {
    inFlight.put(request, Optional.empty());
    return Future.succeededFuture(request)
        .compose(sender)
        .onComplete(
            done -> inFlight.remove(request).ifPresent(next -> sendNext(request, done, next)));
  }

  // An unavailable store fails the waiting callers too: they would otherwise wait for one timeout
  // after another.
  private void sendNext(Q request, AsyncResult<R> done, Promise<R> next) {
    if (done.cause() instanceof UnavailableException) {
      next.fail(done.cause());
    } else {
      send(request).onComplete(next);
    }
  }
}
