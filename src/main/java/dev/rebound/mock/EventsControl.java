package dev.rebound.mock;

import dev.rebound.mock.event.DeliveryRequest;
import dev.rebound.mock.event.EventRunner;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code POST /mock/events}: sends events to a URL as SendGrid's Event Webhook does, signed, and
 * answers with a line for each request that was sent and one with the totals. {@code GET
 * /mock/events/key}: with which key. One order at a time.
 */
public final class EventsControl {
  private static final String PATH = "/mock/events";

  private final EventRunner runner;
  private final AtomicBoolean isBusy = new AtomicBoolean();

  public EventsControl(EventRunner runner) {
    this.runner = runner;
  }

  public void addTo(Controls controls) {
    controls.on(HttpMethod.POST, PATH, this::send).on(HttpMethod.GET, PATH + "/key", this::tellKey);
  }

  private Future<Void> tellKey(HttpServerRequest request) {
    return Controls.answer(request, 200, new JsonObject().put("public_key", runner.publicKey()));
  }

  private Future<Void> send(HttpServerRequest request) {
    return Controls.body(request).map(DeliveryRequest::of).compose(order -> send(request, order));
  }

  private Future<Void> send(HttpServerRequest request, DeliveryRequest order) {
    if (!isBusy.compareAndSet(false, true)) {
      JsonObject busy = new JsonObject().put("error", "another order is being carried out");
      return Controls.answer(request, 409, busy);
    }
    HttpServerResponse response = request.response();
    return Future.succeededFuture()
        .compose(begun -> runner.run(order, line -> write(response, line)))
        .onComplete(ended -> isBusy.set(false))
        .compose(totals -> write(response, totals).compose(written -> response.end()))
        .recover(cause -> unlessGone(response, cause));
  }

  private static Future<Void> write(HttpServerResponse response, JsonObject line) {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
    }
    return response.write(line.encode() + "\n");
  }

  // Who hangs up wants no more events; that is no fault.
  private static Future<Void> unlessGone(HttpServerResponse response, Throwable cause) {
    return response.closed() ? Future.succeededFuture() : Future.failedFuture(cause);
  }
}
