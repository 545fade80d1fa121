package dev.rebound.bus;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a stream of one account's events to the store in batches, several in flight at once. The
 * caller waits for {@link #room} between rows, so that memory stays bounded for a stream of any
 * length. One thread may add events; replies may arrive on any other.
 */
public final class EventSender implements EventSink {
  private static final int MAX_BATCH_SIZE = 500;
  // In characters. A batch with reasons of usual length has a quarter of this.
  private static final int MAX_BATCH_TEXT = 1 << 18;
  private static final int MAX_IN_FLIGHT = 4;

  private final Bus bus;
  private final long accountId;
  private final EventBatch.Source source;
  private List<BounceEvent> batch = new ArrayList<>();
  private int batchText;
  private EventBatch.Counts counts = EventBatch.Counts.NONE;
  private int inFlight;
  private Throwable failure;
  private Promise<Void> nextReply = Promise.promise();

  public EventSender(Bus bus, long accountId, EventBatch.Source source) {
    this.bus = bus;
    this.accountId = accountId;
    this.source = source;
  }

  /** Adds an event to the batch and sends the batch if it is full. */
  @Override
  public synchronized void add(BounceEvent event) {
    batch.add(event);
    batchText += event.reason().length();
    if (batch.size() == MAX_BATCH_SIZE || batchText >= MAX_BATCH_TEXT) {
      send();
    }
  }

  @Override
  public synchronized Future<Void> room() {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    return inFlight < MAX_IN_FLIGHT
        ? Future.succeededFuture()
        : nextReply.future().compose(done -> room());
  }

  /** Sends the last batch and completes when all batches are committed. */
  @Override
  public synchronized Future<EventBatch.Counts> finish() {
    if (!batch.isEmpty()) {
      send();
    }
    return awaitReplies();
  }

  private synchronized Future<EventBatch.Counts> awaitReplies() {
    if (inFlight > 0) {
      return nextReply.future().compose(done -> awaitReplies());
    }
    return failure == null ? Future.succeededFuture(counts) : Future.failedFuture(failure);
  }

  /** Returns the counts of the batches that are committed so far. */
  @Override
  public synchronized EventBatch.Counts counts() {
    return counts;
  }

  private void send() {
    EventBatch full = new EventBatch(accountId, source, batch);
    batch = new ArrayList<>();
    batchText = 0;
    inFlight++;
    bus.ask(Operations.INGEST, full).onComplete(this::replied);
  }

  private void replied(AsyncResult<EventBatch.Counts> reply) {
    Promise<Void> replied;
    synchronized (this) {
      if (reply.succeeded()) {
        counts = counts.plus(reply.result());
      } else if (failure == null) {
        failure = reply.cause();
      }
      inFlight--;
      replied = nextReply;
      nextReply = Promise.promise();
    }
    replied.complete();
  }
}
