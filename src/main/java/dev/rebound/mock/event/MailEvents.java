package dev.rebound.mock.event;

import dev.rebound.bus.Bus;
import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.seed.SeededReplies.Chosen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the events of sent messages, and ingests those that concern the list. Thread-safe. */
public final class MailEvents {
  private static final Set<String> LISTED = Set.of("bounce", "blocked", "dropped");
  private static final String ATTEMPT = "attempt";

  private final EventForm form;
  private final EventIngest ingest;

  /**
   * An event of one recipient.
   *
   * @param message the message's id
   * @param sent when the message was sent, in Unix seconds
   * @param recipient the recipient's number in the message
   * @param kind such as {@code bounce} or {@code blocked}
   * @param repetition the number of earlier events of this kind, of the same recipient
   * @param at Unix seconds
   * @param reply of the receiver, or the reason of a drop; empty for the usual one
   * @param members that the message gives its events
   */
  public record MailEvent(
      String message,
      long sent,
      int recipient,
      EmailAddress email,
      String kind,
      int repetition,
      long at,
      Optional<Chosen> reply,
      Map<String, Object> members) {

    /** Returns whether the event concerns the list or the history of its address. */
    public boolean isListed() {
      return LISTED.contains(kind);
    }
  }

  /**
   * @param defaults give a class to events without one
   */
  public MailEvents(Bus bus, RowDefaults defaults) {
    this.form = new EventForm(defaults, 0);
    this.ingest = new EventIngest(bus, defaults);
  }

  /** Returns the event as SendGrid's Event Webhook has it. */
  public JsonObject json(MailEvent event) {
    JsonObject given =
        new JsonObject()
            .put(EventForm.EVENT, event.kind())
            .put(EventForm.EMAIL, event.email().text())
            .put(EventForm.TIMESTAMP, event.at());
    event.reply().ifPresent(reply -> putReply(given, event.kind(), reply));
    if (event.kind().equals("deferred")) {
      given.put(ATTEMPT, Integer.toString(event.repetition() + 1));
    }
    EventIds ids =
        EventIds.of(
            event.message(), event.kind(), event.repetition(), event.recipient(), event.sent());
    return form.complete(given, ids, event.members());
  }

  private static void putReply(JsonObject given, String kind, Chosen reply) {
    given.put(LISTED.contains(kind) ? EventForm.REASON : "response", reply.text());
    if (LISTED.contains(kind) && !reply.status().isEmpty()) {
      given.put(EventForm.STATUS, reply.status());
    }
  }

  /** Ingests events of an account as a webhook would; completes after the commit. */
  public Future<Void> ingest(long accountId, List<JsonObject> events) {
    return events.isEmpty()
        ? Future.succeededFuture()
        : ingest.ingest(accountId, EventBody.of(events)).mapEmpty();
  }
}
