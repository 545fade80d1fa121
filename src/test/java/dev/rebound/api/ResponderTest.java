package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
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
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exceptions while a response is written: the request ends, and the log has a line. */
@Timeout(30)
class ResponderTest {
  private static final Chunk FINE = Chunk.last(Buffer.buffer("fine"));

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
    Responder responder =
        new Responder(
            clock, new SecurityHeaders(false), interceptor, new ResponseMemoryLimit(1 << 20));
    RateLimit limit = new RateLimit(0, clock);
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
