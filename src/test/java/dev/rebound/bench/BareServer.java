package dev.rebound.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;

/** Vert.x's HTTP server and nothing else: answers every request with the same body. */
final class BareServer implements AutoCloseable {
  private static final int EVENT_LOOPS = 2;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(EVENT_LOOPS));
  private volatile int port;

  BareServer(String body) {
    Buffer bytes = Buffer.buffer(body);
    vertx
        .deployVerticle(
            () -> new Answering(bytes), new DeploymentOptions().setInstances(EVENT_LOOPS))
        .await();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  private final class Answering extends VerticleBase {
    private final Buffer body;

    private Answering(Buffer body) {
      this.body = body;
    }

    @Override
    public Future<HttpServer> start() {
      return vertx
          .createHttpServer()
          .requestHandler(
              request -> request.response().putHeader("Content-Type", "application/json").end(body))
          .listen(-1, "127.0.0.1")
          .onSuccess(server -> port = server.actualPort());
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
