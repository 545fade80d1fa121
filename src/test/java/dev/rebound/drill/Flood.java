package dev.rebound.drill;

import dev.rebound.support.Api;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * Sends requests on many connections without a pause, as one greedy client: each response is
 * followed by the next request. A patient flood waits after 503 as long as the response says, and a
 * second after a failed connection.
 */
final class Flood implements AutoCloseable {
  /** A request of the flood. */
  record Call(String method, String path, String body) {
    static Call get(String path) {
      return new Call("GET", path, "");
    }
  }

  /** A response, or status 0 for a failed connection, after which a patient client waits too. */
  private record Answer(int status, int retrySeconds) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final Api api;
  private final IntFunction<Call> calls;
  private final boolean isPatient;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
  private final Semaphore arrived = new Semaphore(0);
  private final Semaphore succeeded = new Semaphore(0);
  private final CountDownLatch ended;
  private volatile boolean ends;

  /**
   * @param calls the request of each number, from 0
   */
  Flood(Api api, int connections, IntFunction<Call> calls) {
    this(api, connections, calls, false);
  }

  private Flood(Api api, int connections, IntFunction<Call> calls, boolean isPatient) {
    this.api = api;
    this.calls = calls;
    this.isPatient = isPatient;
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
    this.ended = new CountDownLatch(connections);
    for (int i = 0; i < connections; i++) {
      next();
    }
  }

  /** Returns a flood of clients that wait after 503 as long as Retry-After says. */
  static Flood patient(Api api, int connections, IntFunction<Call> calls) {
    return new Flood(api, connections, calls, true);
  }

  private void next() {
    if (ends) {
      ended.countDown();
      return;
    }
    Future.succeededFuture(calls.apply(numbers.getAndIncrement()))
        .compose(this::send)
        .recover(failure -> Future.succeededFuture(new Answer(0, 1)))
        .onSuccess(this::count)
        .onSuccess(
            answer -> {
              if (isPatient && answer.retrySeconds > 0 && !ends) {
                vertx.setTimer(answer.retrySeconds * 1_000L, later -> next());
              } else {
                next();
              }
            });
  }

  private void count(Answer answer) {
    statuses.computeIfAbsent(answer.status, first -> new LongAdder()).increment();
    arrived.release();
    if (answer.status == 200) {
      succeeded.release();
    }
  }

  private Future<Answer> send(Call call) {
    URI url = URI.create(api.url());
    RequestOptions options =
        new RequestOptions()
            .setHost(url.getHost())
            .setPort(url.getPort())
            .setMethod(HttpMethod.valueOf(call.method()))
            .setURI(call.path())
            .putHeader("Authorization", "Bearer " + api.key());
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(call.body())))
        .compose(Flood::end);
  }

  private static Future<Answer> end(HttpClientResponse response) {
    String retryAfter = response.getHeader("Retry-After");
    int retrySeconds = retryAfter == null ? 0 : Integer.parseInt(retryAfter);
    return response.end().map(done -> new Answer(response.statusCode(), retrySeconds));
  }

  /** Waits for this many responses. */
  void await(int responses) {
    acquire(arrived, responses);
  }

  /** Waits for this many responses from now on. */
  void awaitNext(int responses) {
    arrived.drainPermits();
    await(responses);
  }

  /** Waits for this many responses with status 200. */
  void awaitSuccesses(int responses) {
    acquire(succeeded, responses);
  }

  private static void acquire(Semaphore semaphore, int permits) {
    try {
      semaphore.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the number of responses of each status; 0 counts failed connections. */
  Map<Integer, Long> statuses() {
    Map<Integer, Long> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  /** Ends after the responses to all requests. */
  @Override
  public void close() {
    ends = true;
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    vertx.close().await();
  }
}
