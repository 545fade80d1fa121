package dev.rebound.api;

import io.vertx.core.http.HttpServerRequest;

/**
 * A request for a page of the list that is to see other rows than those at its offset, as if rows
 * had come or gone since the page before. What it is told of offsets does not change.
 */
public interface ShiftedRequest extends HttpServerRequest {

  /** Rows to skip besides those that the request skips; fewer of them when it is negative. */
  long rowShift();
}
