package dev.rebound.drill;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes requests on to instances in turn, as a load balancer does: to those that said they are
 * ready when they were asked. Tries nothing again, so that no failure stays unseen.
 */
final class RoundRobin implements AutoCloseable {
  private static final int ASK_MILLIS = 100;
  private static final int ASK_PATIENCE_MILLIS = 1_000;
  // As Kubernetes has it: one late answer makes nobody unready.
  private static final int MISSES = 3;

  /** An instance of the service, which keeps its ports when it is restarted. */
  static final class Instance {
    final int port;
    final int adminPort;
    private volatile int misses = MISSES;

    Instance(int port, int adminPort) {
      this.port = port;
      this.adminPort = adminPort;
    }

    boolean isReady() {
      return misses < MISSES;
    }

    private void note(boolean isReady) {
      misses = isReady ? 0 : misses + 1;
    }
  }

  /** What a client saw of a request. */
  record Reply(int status, Buffer body) {}

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger turn = new AtomicInteger();
  private final List<Instance> instances;
  private final String key;
  private final HttpClient client;
  private final HttpClient asking;
  private volatile boolean isClosed;

  /**
   * @param connections to each instance, at most
   */
  RoundRobin(List<Instance> instances, String key, int connections) {
    this.instances = instances;
    this.key = key;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(connections));
    this.asking = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    instances.forEach(this::ask);
  }

  private void ask(Instance instance) {
    if (isClosed) {
      return;
    }
    RequestOptions ready =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(instance.adminPort)
            .setURI("/ready")
            .setTimeout(ASK_PATIENCE_MILLIS);
    asking
        .request(ready)
        .compose(request -> request.send())
        .timeout(ASK_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .onComplete(
            answer -> {
              instance.note(answer.succeeded() && answer.result().statusCode() == 200);
              vertx.setTimer(ASK_MILLIS, tick -> ask(instance));
            });
  }

  /** Sends a request to the next instance; fails when it did not get a whole answer. */
  Future<Reply> send(HttpMethod method, String path, String body) {
    RequestOptions options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(next().port)
            .setMethod(method)
            .setURI(path)
            .putHeader("Authorization", "Bearer " + key)
            .putHeader("Content-Type", "application/json");
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(body)))
        .compose(RoundRobin::whole);
  }

  private static Future<Reply> whole(HttpClientResponse response) {
    return response.body().map(body -> new Reply(response.statusCode(), body));
  }

  private Instance next() {
    List<Instance> ready = instances.stream().filter(Instance::isReady).toList();
    if (ready.isEmpty()) {
      throw new IllegalStateException("no instance is ready");
    }
    return ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
  }

  @Override
  public void close() {
    isClosed = true;
    vertx.close().await();
  }
}
