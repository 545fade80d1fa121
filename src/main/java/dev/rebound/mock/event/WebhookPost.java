package dev.rebound.mock.event;

import dev.rebound.mock.event.WebhookClient.Delivery;
import dev.rebound.mock.event.WebhookClient.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Sends signed deliveries to one target. It signs each try anew: SendGrid's behaviour is not
 * documented, and a receiver may refuse an old timestamp.
 *
 * @param now in Unix seconds
 */
record WebhookPost(WebhookClient client, EventSigner signer, LongSupplier now, Target target) {

  /** Sends a body. The future never fails for the target. */
  Future<Outcome> send(byte[] body) {
    String timestamp = Long.toString(now.getAsLong());
    return Vertx.currentContext()
        .executeBlocking(() -> signer.sign(timestamp, body), false)
        .compose(signature -> client.send(target, new Delivery(body, timestamp, signature)));
  }
}
