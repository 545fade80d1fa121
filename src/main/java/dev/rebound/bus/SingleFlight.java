package dev.rebound.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks equal questions once for all who ask them at the same time. A question that is being asked
 * is asked again for those who came meanwhile: its answer may be older than what they know. Nobody
 * waits for a timer, and nobody for another question. For one event loop.
 *
 * @param <Q> a question, with {@code equals}
 * @param <R> its answer, which several are given
 */
public final class SingleFlight<Q, R> {
  private final Function<Q, Future<R>> asking;
  // What is being asked, and the answer that those will get who came meanwhile.
  private final Map<Q, Optional<Promise<R>>> asked = new HashMap<>();

  /**
   * @param asking answers a question, or fails for all who asked it together
   */
  public SingleFlight(Function<Q, Future<R>> asking) {
    this.asking = asking;
  }

  public Future<R> ask(Q question) {
    Optional<Promise<R>> next = asked.get(question);
    if (next == null) {
      return askNow(question);
    }
    Promise<R> shared = next.orElseGet(Promise::promise);
    asked.put(question, Optional.of(shared));
    return shared.future();
  }

  private Future<R> askNow(Q question) {
    asked.put(question, Optional.empty());
    return Future.succeededFuture(question)
        .compose(asking)
        .onComplete(done -> asked.remove(question).ifPresent(next -> goOn(question, done, next)));
  }

  // Who waits behind a database that is away would wait for one timeout after the other.
  private void goOn(Q question, AsyncResult<R> done, Promise<R> next) {
    if (done.cause() instanceof UnavailableException) {
      next.fail(done.cause());
    } else {
      askNow(question).onComplete(next);
    }
  }
}
