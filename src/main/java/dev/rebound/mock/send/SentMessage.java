package dev.rebound.mock.send;

import dev.rebound.api.wire.StrictJson;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * An accepted message.
 *
 * @param body of the request
 */
record SentMessage(Sending sending, byte[] body) {
  // The objects of a message and of each recipient, approximately.
  private static final int BYTES = 600;
  private static final int RECIPIENT_BYTES = 200;

  /** Conditions on messages; an empty one matches all. */
  record Filter(Optional<EmailAddress> recipient, Optional<String> subject, Optional<String> id) {
    boolean matches(SentMessage message) {
      Sending sending = message.sending;
      return id.filter(wanted -> !wanted.equals(sending.id())).isEmpty()
          && recipient.filter(wanted -> !sending.recipients().contains(wanted)).isEmpty()
          && subject.filter(wanted -> !message.hasSubject(wanted)).isEmpty();
    }
  }

  private boolean hasSubject(String part) {
    return sending.mail().envelopes().stream()
        .anyMatch(envelope -> envelope.subject().contains(part));
  }

  /** Returns the approximate number of bytes in memory. */
  long weight() {
    return BYTES + body.length + (long) RECIPIENT_BYTES * sending.recipients().size();
  }

  JsonObject json() {
    JsonArray recipients = new JsonArray();
    for (int i = 0; i < sending.recipients().size(); i++) {
      recipients.add(
          new JsonObject()
              .put("email", sending.recipients().get(i).text())
              .put("event", sending.lastEvent(i).orElse(null)));
    }
    return new JsonObject()
        .put("id", sending.id())
        .put("at", sending.at().toString())
        .put("account", sending.account().name())
        .put("recipients", recipients)
        .put("message", StrictJson.parse(Buffer.buffer(body)));
  }
}
