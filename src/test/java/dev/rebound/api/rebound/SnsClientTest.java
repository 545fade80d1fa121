package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A local server without TLS takes the place of Amazon SNS. */
@Timeout(60)
class SnsClientTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpServer SERVER =
      VERTX
          .createHttpServer()
          .requestHandler(SnsClientTest::respond)
          .listen(0, "127.0.0.1")
          .await();

  private final SnsClient client = new SnsClient(VERTX, new HttpClientOptions());

  private static void respond(HttpServerRequest request) {
    switch (request.uri()) {
      case "/page?a=1" -> request.response().end("a page");
      case "/longest" -> request.response().end(Buffer.buffer(new byte[SnsClient.MAX_BYTES]));
      case "/too-long" -> request.response().end(Buffer.buffer(new byte[SnsClient.MAX_BYTES + 1]));
      case "/moved" -> request.response().setStatusCode(302).putHeader("Location", "/page").end();
      case "/broken" -> request.connection().close();
      case "/slow" -> {
        request.response().setChunked(true);
        VERTX.setPeriodic(100, tick -> request.response().write("x"));
      }
      default -> request.response().setStatusCode(404).end();
    }
  }

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  @Test
  void aPageIsFetchedWithItsQuery() throws Exception {
    assertEquals("a page", get(client, "/page?a=1").toString());
    assertEquals(SnsClient.MAX_BYTES, get(client, "/longest").length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/too-long", "/moved", "/broken", "/slow", "/missing"})
  void anyOtherResponseMeansThatSnsIsUnavailable(String path) {
    assertUnavailable(client, path);
  }

  @Test
  void aServerWithoutTlsIsUnavailable() {
    assertUnavailable(new SnsClient(VERTX), "/page?a=1");
  }

  private static void assertUnavailable(SnsClient client, String path) {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> get(client, path));
    assertInstanceOf(UnavailableException.class, failure.getCause());
  }

  private static Buffer get(SnsClient client, String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + SERVER.actualPort() + path);
    return client.get(url).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
