package dev.rebound.mock.send;

import dev.rebound.domain.EmailAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An accepted message.
 *
 * @param id its {@code X-Message-Id}
 * @param account the name of the sender's account
 * @param body of the request
 */
record SentMessage(String id, Instant at, String account, Mail mail, byte[] body) {
  // The objects of a message and of each recipient, approximately.
  private static final int BYTES = 500;
  private static final int RECIPIENT_BYTES = 200;

  /** Conditions on messages; an empty one matches all. */
  record Filter(Optional<EmailAddress> recipient, Optional<String> subject, Optional<String> id) {
    boolean matches(SentMessage message) {
      return id.filter(wanted -> !wanted.equals(message.id)).isEmpty()
          && recipient.filter(wanted -> message.recipients().noneMatch(wanted::equals)).isEmpty()
          && subject.filter(wanted -> !message.hasSubject(wanted)).isEmpty();
    }
  }

  private Stream<EmailAddress> recipients() {
    return mail.envelopes().stream().flatMap(envelope -> envelope.recipients().stream());
  }

  private boolean hasSubject(String part) {
    return mail.envelopes().stream().anyMatch(envelope -> envelope.subject().contains(part));
  }

  /** Returns the approximate number of bytes in memory. */
  long weight() {
    return BYTES + body.length + RECIPIENT_BYTES * recipients().count();
  }

  JsonObject json() {
    List<JsonObject> recipients =
        recipients().map(email -> new JsonObject().put("email", email.text())).toList();
    return new JsonObject()
        .put("id", id)
        .put("at", at.toString())
        .put("account", account)
        .put("recipients", new JsonArray(recipients))
        .put("message", new JsonObject(Buffer.buffer(body)));
  }
}
