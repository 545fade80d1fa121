package dev.rebound.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Sees every request of one event loop come in, gives it its id, and sees its answer go out,
 * whoever makes it.
 */
final class Observation implements Handler<HttpServerRequest> {
  // The client went away before its answer; as proxies have it.
  private static final int GONE = 499;

  private final Routes routes;
  private final Responder responses;
  private final RequestIds ids = new RequestIds();
  private final RequestMeters meters;
  private final AccessLog accessLog;
  private final Handler<HttpServerRequest> next;

  Observation(
      Routes routes,
      Responder responses,
      RequestMeters meters,
      AccessLog accessLog,
      Handler<HttpServerRequest> next) {
    this.routes = routes;
    this.responses = responses;
    this.meters = meters;
    this.accessLog = accessLog;
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    observe(request);
    next.handle(request);
  }

  /** The same of a request that is none: its line or its headers are too long, or not HTTP. */
  void handleInvalid(HttpServerRequest request) {
    observe(request);
    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
  }

  private void observe(HttpServerRequest request) {
    ids.put(request);
    Exchange exchange = new Exchange(request);
    request.response().bodyEndHandler(exchange::answered).closeHandler(exchange::gone);
  }

  /** One request until its answer. */
  private final class Exchange {
    private final long start = System.nanoTime();
    private final HttpServerRequest request;
    private boolean isOver;

    Exchange(HttpServerRequest request) {
      this.request = request;
    }

    void answered(Void end) {
      end(request.response().getStatusCode());
    }

    // Also told of a connection that is closed after the answer.
    void gone(Void closed) {
      end(responses.statusOfCutOff(request.connection()).orElse(GONE));
    }

    private void end(int code) {
      if (isOver) {
        return;
      }
      isOver = true;
      long nanos = System.nanoTime() - start;
      Answered answered = Answered.of(routes.template(request.path()), request.method(), code);
      meters.answered(answered, nanos);
      accessLog.answered(answered, request, nanos);
    }
  }
}
