package dev.rebound.api.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RequestDataTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({"2048, false true", "2049, true true", "1000000, true true"})
  void aLargeBodyIsParsedOnAWorkerAndAnsweredOnTheEventLoop(int length, String threads)
      throws Exception {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(BodyHandler.create(false))
        .handler(
            context ->
                RequestData.parseBody(context, body -> Context.isOnWorkerThread())
                    .onSuccess(
                        isParsedOnWorker ->
                            context.end(isParsedOnWorker + " " + Context.isOnEventLoopThread()))
                    .onFailure(context::fail));
    int port =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
            .POST(BodyPublishers.ofString("x".repeat(length)))
            .build();
    assertEquals(threads, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
