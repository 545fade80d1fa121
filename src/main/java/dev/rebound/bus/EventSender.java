package dev.rebound.bus;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.IngestCounts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a stream of one account's events to the store in batches, several on the way at once.
 * Whoever feeds it waits for {@link #room} between rows, so that a stream of any length takes
 * bounded memory. Safe for one feeding thread.
 */
public final class EventSender {
  private static final int BATCH_SIZE = 500;
  // Characters: of usual reasons a batch has a quarter of it.
  private static final int BATCH_TEXT = 1 << 18;
  private static final int MAX_ON_THE_WAY = 4;

  private final Bus bus;
  private final long accountId;
  private final EventSource source;
  private List<BounceEvent> waiting = new ArrayList<>();
  private int waitingText;
  private IngestCounts counts = IngestCounts.NONE;
  private int onTheWay;
  private Throwable failure;
  private Promise<Void> progress = Promise.promise();

  public EventSender(Bus bus, long accountId, EventSource source) {
    this.bus = bus;
    this.source = source;
    this.accountId = accountId;
  }

  /** Takes an event; it is sent when its batch is full, or at the end. */
  public synchronized void add(BounceEvent event) {
    waiting.add(event);
    waitingText += event.reason().length();
    if (waiting.size() == BATCH_SIZE || waitingText >= BATCH_TEXT) {
      send();
    }
  }

  /** Completes when more may be added; fails as soon as a batch has failed. */
  public synchronized Future<Void> room() {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    return onTheWay < MAX_ON_THE_WAY
        ? Future.succeededFuture()
        : progress.future().compose(done -> room());
  }

  /** Sends what is left and completes when all of it is committed. */
  public synchronized Future<IngestCounts> finish() {
    if (!waiting.isEmpty()) {
      send();
    }
    return settled();
  }

  private synchronized Future<IngestCounts> settled() {
    if (onTheWay > 0) {
      return progress.future().compose(done -> settled());
    }
    return failure == null ? Future.succeededFuture(counts) : Future.failedFuture(failure);
  }

  /** What is committed so far. */
  public synchronized IngestCounts counts() {
    return counts;
  }

  private void send() {
    EventBatch batch = new EventBatch(accountId, source, waiting);
    waiting = new ArrayList<>();
    waitingText = 0;
    onTheWay++;
    bus.ask(Operations.INGEST, batch).onComplete(this::succeeded, this::failed);
  }

  private void succeeded(IngestCounts more) {
    arrived(more, null);
  }

  private void failed(Throwable cause) {
    arrived(IngestCounts.NONE, cause);
  }

  private void arrived(IngestCounts more, Throwable cause) {
    Promise<Void> arrived;
    synchronized (this) {
      counts = counts.plus(more);
      failure = failure == null ? cause : failure;
      onTheWay--;
      arrived = progress;
      progress = Promise.promise();
    }
    arrived.complete();
  }
}
