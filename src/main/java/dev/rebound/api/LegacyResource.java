package dev.rebound.api;

import dev.rebound.api.endpoint.Answer;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.v2.LegacyBody;
import dev.rebound.api.v2.LegacyRequest;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;

/**
 * One of the legacy API's paths, which do the same for {@code GET} and {@code POST}.
 *
 * @param isXml whether it answers in XML instead of JSON
 */
record LegacyResource(String path, boolean isXml, Scope scope, Action action) {

  /** What it does. */
  @FunctionalInterface
  interface Action {
    Future<Answer> handle(LegacyRequest request, LegacyBody body, Caller caller);
  }
}
