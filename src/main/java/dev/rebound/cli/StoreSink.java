package dev.rebound.cli;

import dev.rebound.bus.EventSender;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.IngestCounts;

/** Ingests events into the store. */
final class StoreSink implements EventSink {
  private final StoreSession store;
  private final EventSender sender;

  StoreSink(StoreSession store, long accountId) {
    this.store = store;
    this.sender = new EventSender(store.bus(), accountId, EventSource.IMPORT);
  }

  @Override
  public void add(BounceEvent event) {
    sender.add(event);
  }

  @Override
  public void awaitCapacity() {
    store.await(sender.room());
  }

  @Override
  public IngestCounts finish() {
    return store.await(sender.finish());
  }

  @Override
  public IngestCounts counts() {
    return sender.counts();
  }
}
