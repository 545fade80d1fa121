package dev.rebound.http;

import dev.rebound.bounce.Scope;
import dev.rebound.http.read.LegacyRequest;
import dev.rebound.http.write.Answer;
import dev.rebound.http.write.LegacyBody;
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
