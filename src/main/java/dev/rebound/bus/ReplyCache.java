package dev.rebound.bus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Answers of the store, each remembered for a while. Of different questions at most {@value
 * #MAX_QUESTIONS} are.
 */
public final class ReplyCache<Q, R> {
  private static final int MAX_QUESTIONS = 10_000;

  private final Bus bus;
  private final Operation<Q, R> operation;
  private final Cache<Q, Future<R>> answers;

  public ReplyCache(Bus bus, Operation<Q, R> operation, Duration time) {
    this.bus = bus;
    this.operation = operation;
    this.answers = Caffeine.newBuilder().expireAfterWrite(time).maximumSize(MAX_QUESTIONS).build();
  }

  /** Requests that come while the store is asked share its answer; a failure is not remembered. */
  public Future<R> ask(Q question) {
    return answers
        .get(question, missing -> bus.ask(operation, missing))
        .onFailure(cause -> answers.invalidate(question));
  }
}
