package dev.rebound.bus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;

/** Caches the store's replies to one operation, at most {@value #MAX_SIZE} of them. */
public final class ReplyCache<Q, R> {
  private static final int MAX_SIZE = 10_000;

  private final Bus bus;
  private final Operation<Q, R> operation;
  private final Cache<Q, Future<R>> replies;

  /**
   * @param timeToLive how long a reply stays in the cache
   */
  public ReplyCache(Bus bus, Operation<Q, R> operation, Duration timeToLive) {
    this.bus = bus;
    this.operation = operation;
    this.replies = Caffeine.newBuilder().expireAfterWrite(timeToLive).maximumSize(MAX_SIZE).build();
  }

  /**
   * Returns the cached reply, or asks the store. Equal requests that arrive meanwhile share its
   * reply. A failure is not cached.
   */
  public Future<R> ask(Q request) {
    Future<R> reply =
        replies
            .get(request, missing -> bus.ask(operation, missing))
            .onFailure(cause -> replies.invalidate(request));
    // A cached reply belongs to the context of an earlier request. Handlers must not run there.
    return reply.succeeded() ? Future.succeededFuture(reply.result()) : reply;
  }
}
