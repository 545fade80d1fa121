package dev.rebound.mock.fault;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Account;
import io.vertx.core.http.HttpServerRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The first answers to requests, for those that are to be answered so again. */
final class StaleAnswers {
  private static final int MAX_ANSWERS = 1000;
  private static final long MAX_BYTES = 16 << 20;

  // The one that was asked for longest ago comes first.
  private final Map<Question, ApiResponse> answers = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** What makes two requests the same. */
  record Question(long accountId, String uri, String accept) {
    static Question of(HttpServerRequest request, Account account) {
      return new Question(account.id(), request.uri(), request.getHeader("Accept"));
    }
  }

  /** Null when there was none, or too much has been asked since. */
  synchronized ApiResponse find(Question question) {
    return answers.get(question);
  }

  /** Keeps a first answer. One that is made while it is sent cannot be kept. */
  synchronized void keep(Question question, ApiResponse answer) {
    if (answer.status() != 200 || answer.body() == null || answer.rest() != null) {
      return;
    }
    if (answers.putIfAbsent(question, answer) == null) {
      bytes += answer.body().length();
      dropOldest();
    }
  }

  private void dropOldest() {
    Iterator<ApiResponse> oldest = answers.values().iterator();
    while (answers.size() > MAX_ANSWERS || bytes > MAX_BYTES) {
      bytes -= oldest.next().body().length();
      oldest.remove();
    }
  }
}
