package dev.rebound.mock.event;

import dev.rebound.mock.event.WebhookClient.Delivery;
import dev.rebound.mock.event.WebhookClient.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Signed deliveries to one target. Each try is signed anew: nobody says whether SendGrid does, and
 * an old time is what a receiver may refuse.
 *
 * @param now in Unix seconds
 */
record WebhookPost(WebhookClient client, EventSigner signer, LongSupplier now, Target target) {

  /** Sends a body; never fails for what the target does. */
  Future<Outcome> send(byte[] body) {
    String timestamp = Long.toString(now.getAsLong());
    return Vertx.currentContext()
        .executeBlocking(() -> signer.sign(timestamp, body), false)
        .compose(signature -> client.send(target, new Delivery(body, timestamp, signature)));
  }
}
