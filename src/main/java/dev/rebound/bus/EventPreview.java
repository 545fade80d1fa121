package dev.rebound.bus;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EventBatch;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Counts what the ingest of a stream of one account's events would change, and stores nothing. One
 * thread may add events; replies may arrive on any other.
 */
public final class EventPreview implements EventSink {
  private static final int BATCH_SIZE = 500;
  // An event's share of the sets.
  private static final int BYTES_PER_EVENT = 200;

  /** The result that an event would have. */
  public enum Outcome {
    ADDED,
    UPDATED,
    DUPLICATE
  }

  private final Bus bus;
  private final long accountId;
  private final long maxCompared;
  private final BiConsumer<Outcome, BounceEvent> listener;
  // Half a fingerprint is unique among millions of events.
  private final Set<Long> seenFingerprints = new HashSet<>();
  private final Set<String> seenEmails = new HashSet<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private List<BounceEvent> batch = new ArrayList<>();
  private long compared;
  private Future<Void> replies = Future.succeededFuture();

  /**
   * @param maxCompared the number of events that are compared with the list, which bounds the
   *     memory; later ones are dropped
   * @param listener receives each compared event with its outcome, in the order of the stream
   */
  public EventPreview(
      Bus bus, long accountId, long maxCompared, BiConsumer<Outcome, BounceEvent> listener) {
    this.bus = bus;
    this.accountId = accountId;
    this.maxCompared = maxCompared;
    this.listener = listener;
  }

  @Override
  public synchronized void add(BounceEvent event) {
    if (compared == maxCompared) {
      return;
    }
    compared++;
    batch.add(event);
    if (batch.size() == BATCH_SIZE) {
      request();
    }
  }

  // One batch after another: an outcome depends on all events before it.
  private void request() {
    EventBatch full = new EventBatch(accountId, EventBatch.Source.IMPORT, batch);
    batch = new ArrayList<>();
    replies =
        replies.compose(
            before ->
                bus.ask(Operations.PREVIEW, full)
                    .map(
                        known -> {
                          count(full, known);
                          return null;
                        }));
  }

  @Override
  public synchronized Future<Void> room() {
    return replies;
  }

  @Override
  public synchronized Future<EventBatch.Counts> finish() {
    if (!batch.isEmpty()) {
      request();
    }
    return replies.map(done -> counts());
  }

  @Override
  public synchronized EventBatch.Counts counts() {
    return new EventBatch.Counts(
        count(Outcome.ADDED), count(Outcome.UPDATED), count(Outcome.DUPLICATE));
  }

  @Override
  public synchronized long heldBytes() {
    return compared * BYTES_PER_EVENT;
  }

  private long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  private synchronized void count(EventBatch events, EventBatch.Preview known) {
    for (BounceEvent event : events.events()) {
      Outcome outcome = outcome(event, known);
      counts.merge(outcome, 1L, Long::sum);
      listener.accept(outcome, event);
    }
  }

  private Outcome outcome(BounceEvent event, EventBatch.Preview known) {
    boolean isNew =
        !known.duplicates().contains(event.fingerprint())
            && seenFingerprints.add(event.fingerprint().getMostSignificantBits());
    if (!isNew) {
      return Outcome.DUPLICATE;
    }
    String email = event.email().text();
    boolean isListed =
        event.type() == BounceType.BOUNCE
            && (known.listed().contains(email) || !seenEmails.add(email));
    return isListed ? Outcome.UPDATED : Outcome.ADDED;
  }
}
