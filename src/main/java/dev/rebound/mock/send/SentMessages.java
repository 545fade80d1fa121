package dev.rebound.mock.send;

import dev.rebound.domain.EmailAddress;
import dev.rebound.mock.Controls;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last accepted messages of all event loops, and {@code /mock/messages}: {@code GET} returns
 * them, the newest last, {@code DELETE} forgets them. {@code ?recipient=}, {@code ?subject=} (a
 * part of it), {@code ?id=} and {@code ?limit=} select.
 */
public final class SentMessages {
  private static final String PATH = "/mock/messages";
  private static final int MAX_RESPONSE = 1_000;
  private static final String RECIPIENT = "recipient";
  private static final String SUBJECT = "subject";
  private static final String ID = "id";

  private final Limits limits;
  private final Deque<SentMessage> messages = new ArrayDeque<>();
  private long weight;

  /**
   * The bounds of the memory.
   *
   * @param messages 0 or more
   * @param bytes 0 or more, approximately
   */
  public record Limits(int messages, long bytes) {}

  public SentMessages(Limits limits) {
    this.limits = limits;
  }

  /** Adds a message, and forgets the oldest ones over the limits. */
  synchronized void add(SentMessage message) {
    messages.addLast(message);
    weight += message.weight();
    while (messages.size() > limits.messages() || weight > limits.bytes()) {
      weight -= messages.removeFirst().weight();
    }
  }

  public synchronized void clear() {
    messages.clear();
    weight = 0;
  }

  synchronized List<SentMessage> all() {
    return new ArrayList<>(messages);
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.GET, PATH, this::list),
        new Controls.Mount(HttpMethod.DELETE, PATH, this::delete));
  }

  // Megabytes of messages are parsed, on a worker thread.
  private Future<Void> list(RoutingContext context) {
    MultiMap query = Controls.query(context, RECIPIENT, SUBJECT, ID, Controls.LIMIT);
    SentMessage.Filter filter = filter(query);
    int limit = Controls.limit(query, MAX_RESPONSE);
    return Vertx.currentContext()
        .executeBlocking(() -> json(filter, limit))
        .compose(found -> Controls.respond(context, 200, found));
  }

  private JsonArray json(SentMessage.Filter filter, int limit) {
    List<SentMessage> found = all().stream().filter(filter::matches).toList();
    JsonArray json = new JsonArray();
    found.stream()
        .skip(Math.max(0, found.size() - limit))
        .forEach(message -> json.add(message.json()));
    return json;
  }

  private static SentMessage.Filter filter(MultiMap query) {
    Optional<EmailAddress> recipient =
        Optional.ofNullable(query.get(RECIPIENT))
            .map(
                text ->
                    EmailAddress.parse(text)
                        .orElseThrow(
                            () -> new IllegalArgumentException("recipient must be an address")));
    // The part before the first dot of an event's sg_message_id is the message's id.
    return new SentMessage.Filter(
        recipient,
        Optional.ofNullable(query.get(SUBJECT)),
        Optional.ofNullable(query.get(ID)).map(id -> id.split("\\.", 2)[0]));
  }

  private Future<Void> delete(RoutingContext context) {
    clear();
    return Controls.noContent(context);
  }
}
