package dev.rebound.mock.fault;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Account;
import io.vertx.core.http.HttpServerRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The first responses to requests, which stale rules repeat. Bounded in number and bytes. */
final class StaleResponses {
  private static final int MAX_RESPONSES = 1000;
  private static final long MAX_BYTES = 16 << 20;

  // In the order of use, the least recent first.
  private final Map<Question, ApiResponse> responses = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The parts that make two requests the same. */
  record Question(long accountId, String uri, String accept) {
    static Question of(HttpServerRequest request, Account account) {
      return new Question(account.id(), request.uri(), request.getHeader("Accept"));
    }
  }

  synchronized Optional<ApiResponse> find(Question question) {
    return Optional.ofNullable(responses.get(question));
  }

  /** Keeps a first response. A streamed one cannot be kept. */
  synchronized void keep(Question question, ApiResponse response) {
    boolean isWhole = response.body().filter(body -> body.first().rest().isEmpty()).isPresent();
    if (response.status() == 200 && isWhole && responses.putIfAbsent(question, response) == null) {
      bytes += length(response);
      dropOldest();
    }
  }

  private void dropOldest() {
    Iterator<ApiResponse> oldest = responses.values().iterator();
    while (responses.size() > MAX_RESPONSES || bytes > MAX_BYTES) {
      bytes -= length(oldest.next());
      oldest.remove();
    }
  }

  private static int length(ApiResponse response) {
    return response.body().orElseThrow().first().bytes().length();
  }
}
