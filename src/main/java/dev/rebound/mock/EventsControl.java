package dev.rebound.mock;

import dev.rebound.mock.event.DeliveryRequest;
import dev.rebound.mock.event.EventRunner;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code POST /mock/events}: sends signed events to a URL as SendGrid's Event Webhook does, and
 * responds with a line for each delivery and a last one with the totals. {@code GET
 * /mock/events/key} returns the public key. Runs one delivery request at a time.
 */
public final class EventsControl {
  private static final String PATH = "/mock/events";

  private final EventRunner runner;
  private final AtomicBoolean isBusy = new AtomicBoolean();

  public EventsControl(EventRunner runner) {
    this.runner = runner;
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.POST, PATH, this::send),
        new Controls.Mount(HttpMethod.GET, PATH + "/key", this::showKey));
  }

  private Future<Void> showKey(RoutingContext context) {
    return Controls.respond(context, 200, new JsonObject().put("public_key", runner.publicKey()));
  }

  private Future<Void> send(RoutingContext context) {
    DeliveryRequest request = DeliveryRequest.of(Controls.object(context));
    if (!isBusy.compareAndSet(false, true)) {
      return Controls.fail(context, 409, "another delivery request is running");
    }
    HttpServerResponse response = context.response();
    return Future.succeededFuture()
        .compose(begun -> runner.run(request, line -> write(response, line)))
        .onComplete(ended -> isBusy.set(false))
        .compose(totals -> write(response, totals).compose(written -> response.end()))
        .recover(cause -> unlessClosed(response, cause));
  }

  private static Future<Void> write(HttpServerResponse response, JsonObject line) {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
    }
    return response.write(line.encode() + "\n");
  }

  // A client that closes its connection wants no more events; that is no fault.
  private static Future<Void> unlessClosed(HttpServerResponse response, Throwable cause) {
    return response.closed() ? Future.succeededFuture() : Future.failedFuture(cause);
  }
}
