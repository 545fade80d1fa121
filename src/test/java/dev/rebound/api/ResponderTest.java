package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.domain.Account;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.LogTap;
import dev.rebound.support.RawHttp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Exceptions while a response is written, and clients that do not read it: the request ends, and
 * the log has a line.
 */
@Timeout(30)
class ResponderTest {
  private static final Chunk FINE = Chunk.last(Buffer.buffer("fine"));

  // More than the buffers of a connection take.
  private static final int LARGE = 1 << 25;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void anExceptionBeforeTheHeadIsAnInternalError() {
    RawHttp.Answer response = failure(serve(brokenClock(1), Optional.empty(), FINE));
    assertEquals(ErrorBody.of("internal server error"), response.body());
  }

  @Test
  void anExceptionInTheErrorResponseTooEndsTheRequest() {
    assertEquals("", failure(serve(brokenClock(100), Optional.empty(), FINE)).body());
  }

  @Test
  void anExceptionOfTheInterceptorEndsTheRequest() {
    Optional<Interceptor> broken = Optional.of(new BrokenInterceptor());
    assertEquals("", failure(serve(Clock.systemUTC(), broken, FINE)).body());
  }

  @Test
  void anExceptionInALaterChunkClosesTheConnection() {
    Chunk second =
        Chunk.followedBy(
            Buffer.buffer(","),
            () -> {
              throw new IllegalStateException("a bug, on purpose");
            });
    Chunk first = Chunk.followedBy(Buffer.buffer("["), () -> Future.succeededFuture(second));
    Api api = serve(Clock.systemUTC(), Optional.empty(), first);
    try (LogTap log = LogTap.open(Failures.class.getName(), Level.ERROR)) {
      IllegalStateException failure = assertThrows(IllegalStateException.class, () -> api.get("/"));
      assertTrue(failure.getCause() instanceof IOException, failure.toString());
      log.await(event -> event.getFormattedMessage().contains("failed"));
    }
  }

  @Test
  void aClientThatDoesNotReadIsCutOff() throws IOException {
    ResponseMemoryLimit memory = new ResponseMemoryLimit(LARGE);
    Responder responder =
        new Responder(
            Clock.systemUTC(),
            new SecurityHeaders(false),
            Optional.empty(),
            memory,
            Duration.ofMillis(200));
    URI url = URI.create(serve(responder, Chunk.last(Buffer.buffer(new byte[LARGE]))).url());
    try (LogTap log = LogTap.open(Failures.class.getName(), Level.DEBUG);
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      String request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      log.await(ResponderTest::tellsOfNoReader);
      assertTrue(memory.reserve(0, LARGE), "the memory of the response is still reserved");
      assertTrue(bytesUntilTheEnd(socket) < LARGE);
    }
  }

  private static boolean tellsOfNoReader(ILoggingEvent event) {
    return event.getThrowableProxy() != null
        && event.getThrowableProxy().getMessage().contains("does not read");
  }

  private static int bytesUntilTheEnd(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    byte[] some = new byte[1 << 16];
    int received = 0;
    try {
      for (int read = socket.getInputStream().read(some);
          read >= 0;
          read = socket.getInputStream().read(some)) {
        received += read;
      }
    } catch (SocketException e) {
      // The service has reset the connection.
    }
    return received;
  }

  // A raw request: the description of the service does not fit this server.
  private static RawHttp.Answer failure(Api api) {
    try (LogTap log = LogTap.open(Failures.class.getName(), Level.ERROR)) {
      RawHttp.Answer response = RawHttp.send(api, "GET", "/");
      assertEquals(500, response.status());
      log.await(event -> event.getFormattedMessage().contains("failed"));
      return response;
    }
  }

  /** A server that responds to every request with this body. */
  private Api serve(Clock clock, Optional<Interceptor> interceptor, Chunk body) {
    return serve(
        new Responder(
            clock, new SecurityHeaders(false), interceptor, new ResponseMemoryLimit(1 << 20)),
        body);
  }

  private Api serve(Responder responder, Chunk body) {
    RateLimit limit = new RateLimit(0, Clock.systemUTC());
    RequestLog log = new RequestLog(0, new SimpleMeterRegistry(), Optional.empty());
    Router router = Router.router(vertx);
    router
        .route()
        .handler(log)
        .handler(
            context -> responder.send(context, ApiResponse.streamed(200, ApiResponse.JSON, body)))
        .failureHandler(new Failures(responder, limit, ApiResponse::problem));
    int port =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
    return new Api("http://127.0.0.1:" + port, null);
  }

  /** A clock that fails some times before it works. */
  private static Clock brokenClock(int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new Clock() {
      @Override
      public Instant instant() {
        if (left.getAndDecrement() > 0) {
          throw new DateTimeException("a bug, on purpose");
        }
        return Instant.EPOCH;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  private static final class BrokenInterceptor implements Interceptor {
    @Override
    public Handler<RoutingContext> before(
        Function<RoutingContext, Future<Optional<Account>>> account, Responder responder) {
      return RoutingContext::next;
    }

    @Override
    public ApiResponse change(RoutingContext context, ApiResponse response) {
      throw new IllegalStateException("a bug, on purpose");
    }
  }
}
