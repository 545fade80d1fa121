package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The loop of a mock: send to an address that bounces, wait for the webhook, ask the list.
 * Addresses are new in each run.
 */
final class Sends {
  private static final String PATH = "/v3/mail/send";
  private static final String DOMAIN = "@bounce.example";
  private static final String EMAIL = "email";
  private static final String UNTIL = "until";
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ACCEPTED = 202;

  private final AtomicLong count = new AtomicLong();
  private final long run = System.currentTimeMillis();
  private final WebhookReceiver receiver;

  private Sends(WebhookReceiver receiver) {
    this.receiver = receiver;
  }

  static VirtualUser virtualUser(WebhookReceiver receiver) {
    Sends sends = new Sends(receiver);
    return new VirtualUser(
        "send, webhook, list",
        2,
        exec(sends::begin)
            .exec(
                http("send")
                    .post(PATH)
                    .header("Content-Type", "application/json")
                    .body(StringBody(session -> mail(session.getString(EMAIL))))
                    .check(status().is(ACCEPTED)))
            .exec(asLongAs(sends::isWaiting).on(pause(POLL)))
            .exec(
                http("lookup after the webhook")
                    .get(session -> KnownList.PATH + "/" + session.getString(EMAIL))
                    // Without its event, the loop is not closed: the request counts as failed.
                    .check(status().is(session -> sends.hasArrived(session) ? 200 : 0))
                    .check(bodyLength().gt("[]".length())))
            .exec(sends::end));
  }

  private Session begin(Session session) {
    return session
        .set(EMAIL, run + "-" + count.getAndIncrement() + DOMAIN)
        .set(UNTIL, System.nanoTime() + PATIENCE.toNanos());
  }

  private Session end(Session session) {
    receiver.forget(session.getString(EMAIL));
    return session;
  }

  private boolean hasArrived(Session session) {
    return receiver.hasBounced(session.getString(EMAIL));
  }

  private boolean isWaiting(Session session) {
    return !session.isFailed()
        && !hasArrived(session)
        && System.nanoTime() - session.getLong(UNTIL) < 0;
  }

  private static String mail(String to) {
    JsonObject recipient = new JsonObject().put("email", to);
    return new JsonObject()
        .put(
            "personalizations",
            new JsonArray().add(new JsonObject().put("to", new JsonArray().add(recipient))))
        .put("from", new JsonObject().put("email", "shop@example.com"))
        .put("subject", "Hello")
        .put(
            "content",
            new JsonArray()
                .add(new JsonObject().put("type", "text/plain").put("value", "Hi, and goodbye")))
        .encode();
  }
}
