package dev.rebound.mock;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers one method of one path under {@code /mock/}. Fails with {@link IllegalArgumentException}
 * for a request that it cannot take, which the caller is told as 400; with {@link
 * dev.rebound.bus.UnavailableException} when it cannot be done now, told as 503; with anything else
 * for a bug.
 */
@FunctionalInterface
public interface Control {
  Future<?> handle(HttpServerRequest request);
}
