package dev.rebound.api;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.UnavailableException;
import dev.rebound.http.GuardedServer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the failure of a route into a response of one error format. */
final class Failures implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String HAS_FAILED = "rebound.has-failed";

  private final Responder responder;
  private final RateLimit rateLimit;
  private final Function<Problem, ApiResponse> format;

  Failures(Responder responder, RateLimit rateLimit, Function<Problem, ApiResponse> format) {
    this.responder = responder;
    this.rateLimit = rateLimit;
    this.format = format;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerResponse response = context.response();
    boolean isSecond = context.get(HAS_FAILED) != null;
    context.put(HAS_FAILED, true);
    Problem problem =
        RequestData.problem(context).filter(given -> !isSecond).orElseGet(() -> explain(context));
    if (response.closed()) {
      return;
    }
    if (response.headWritten()) {
      context.put(RequestLog.CUT_OFF_STATUS, problem.status());
      GuardedServer.cutOff(context.request());
      return;
    }
    if (isSecond) {
      endBare(context);
      return;
    }
    if (problem.equals(Problem.TOO_MANY_REQUESTS)) {
      rateLimit.setExhausted(response);
    }
    responder.send(context, format.apply(problem));
  }

  /** Ends a request whose error response could not be written. */
  private static void endBare(RoutingContext context) {
    HttpServerResponse response = context.response();
    GuardedServer.announceClose(context.request());
    response
        .setStatusCode(Problem.INTERNAL.status())
        .end()
        .onComplete(ended -> context.request().connection().close());
  }

  private static Problem explain(RoutingContext context) {
    Throwable cause = context.failure();
    String route = RequestLog.route(context);
    if (cause instanceof UnavailableException) {
      LOG.debug("{} is unavailable: {}", route, cause.getMessage());
      return Problem.UNAVAILABLE;
    }
    if (context.response().closed() || isFromClient(cause)) {
      LOG.debug("{}: the client closed its connection", route, cause);
      return Problem.BAD_REQUEST;
    }
    if (context.statusCode() < 500) {
      LOG.debug("{}: status {}", route, context.statusCode(), cause);
      return ofStatus(context.statusCode());
    }
    LOG.atError()
        .addKeyValue("request_id", RequestData.requestId(context))
        .setCause(cause)
        .log("{} {} failed", context.request().method(), route);
    return Problem.INTERNAL;
  }

  // The store reports no IOException: the client's connection was lost.
  private static boolean isFromClient(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof HttpClosedException
        || GuardedServer.isProtocolError(cause)
        || cause instanceof StreamResetException;
  }

  // The router and the body handler fail requests with a status alone.
  private static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> Problem.NOT_FOUND;
      case 405 -> Problem.METHOD_NOT_ALLOWED;
      case 413 -> Problem.TOO_LARGE;
      default -> Problem.BAD_REQUEST;
    };
  }
}
