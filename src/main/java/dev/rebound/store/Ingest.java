package dev.rebound.store;

import dev.rebound.bus.Batcher;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Stores events. A large batch has its own statement; concurrent small batches share a statement
 * and its commit.
 */
final class Ingest {
  // The most events of a batch that shares a statement, and the most batches that share one.
  private static final int SMALL_BATCH = 10;
  private static final int MAX_SHARING = EventBatch.MAX_SIZE / SMALL_BATCH;
  private static final int MAX_QUEUE_SIZE = 10_000;
  // Approximate. The events of all store instances take at most an eighth of the heap.
  private static final long MAX_PENDING_BYTES =
      Runtime.getRuntime().maxMemory() / 8 / Runtime.getRuntime().availableProcessors();
  private static final int EVENT_BYTES = 300;

  private final Lane lane;
  private final short slot;
  private final StoreMeters meters;
  private final ErasedAddresses erased;
  private final Batcher<Source, List<BounceEvent>, EventBatch.Counts> batcher =
      new Batcher<>(this::storeShared, MAX_SHARING, MAX_QUEUE_SIZE, Runnable::run);

  private long pendingBytes;

  private record Source(long accountId, EventBatch.Source source) {}

  /**
   * @param slot the slot of the day counts that this instance writes to
   * @param erased addresses whose events are duplicates
   */
  Ingest(Lane lane, short slot, StoreMeters meters, ErasedAddresses erased) {
    this.lane = lane;
    this.slot = slot;
    this.meters = meters;
    this.erased = erased;
  }

  /** Replies after the commit; fails at once when pending events take too much memory. */
  Future<EventBatch.Counts> ingest(EventBatch batch) {
    long bytes = bytes(batch.events());
    if (pendingBytes > 0 && pendingBytes + bytes > MAX_PENDING_BYTES) {
      return Future.failedFuture(new UnavailableException("too many events are pending"));
    }
    pendingBytes += bytes;
    return store(batch).onComplete(stored -> pendingBytes -= bytes).onSuccess(meters::ingested);
  }

  private static long bytes(List<BounceEvent> events) {
    return events.stream().mapToLong(event -> event.reason().length() + EVENT_BYTES).sum();
  }

  private Future<EventBatch.Counts> store(EventBatch batch) {
    Source source = new Source(batch.accountId(), batch.source());
    List<BounceEvent> events = batch.events();
    return events.size() <= SMALL_BATCH
        ? batcher.ask(source, events)
        : run(IngestStatements.BATCH, IngestStatements.BATCH_HASHED, source, events)
            .map(rows -> counts(rows, events.size()));
  }

  /** Stores the events, but none of an erased address. */
  private Future<RowSet<Row>> run(
      String plain, String hashed, Source source, List<BounceEvent> events) {
    long accountId = source.accountId();
    if (erased.mayHave(accountId)) {
      List<EmailAddress> emails = events.stream().map(BounceEvent::email).toList();
      Buffer[] hashes = erased.hashes(accountId, emails);
      return lane.run(hashed, parameters(source, events).addArrayOfBuffer(hashes));
    }
    return lane.run(plain, parameters(source, events))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("is_hashed")
                    ? erased
                        .requireHashes(lane, accountId)
                        .compose(known -> run(plain, hashed, source, events))
                    : Future.succeededFuture(rows));
  }

  Future<EventBatch.Preview> preview(EventBatch batch) {
    List<BounceEvent> events = batch.events();
    Tuple parameters =
        Tuple.of(batch.accountId())
            .addArrayOfLong(column(events, BounceEvent::occurredAt, Long[]::new))
            .addArrayOfUUID(column(events, BounceEvent::fingerprint, UUID[]::new))
            .addArrayOfString(column(events, event -> event.email().text(), String[]::new))
            .addArrayOfString(column(events, event -> event.type().label(), String[]::new));
    return lane.run(IngestStatements.PREVIEW, parameters)
        .map(rows -> rows.iterator().next())
        .map(row -> new EventBatch.Preview(fingerprints(row), addresses(row)))
        .compose(preview -> withErased(batch, preview));
  }

  private Future<EventBatch.Preview> withErased(EventBatch batch, EventBatch.Preview preview) {
    List<EmailAddress> emails = batch.events().stream().map(BounceEvent::email).toList();
    return erased
        .find(lane, batch.accountId(), emails)
        .map(
            rows -> {
              Set<UUID> known = new HashSet<>(preview.duplicates());
              batch.events().stream()
                  .filter(event -> rows.containsKey(event.email().text()))
                  .map(BounceEvent::fingerprint)
                  .forEach(known::add);
              return new EventBatch.Preview(known, preview.listed());
            });
  }

  private static Set<UUID> fingerprints(Row row) {
    return new HashSet<>(Arrays.asList(row.getArrayOfUUIDs(0)));
  }

  private static Set<String> addresses(Row row) {
    return new HashSet<>(Arrays.asList(row.getArrayOfStrings(1)));
  }

  private Future<List<EventBatch.Counts>> storeShared(
      Source source, List<List<BounceEvent>> batches) {
    meters.recordIngestBatch(batches.size());
    List<BounceEvent> all = batches.stream().flatMap(List::stream).toList();
    return run(IngestStatements.GROUP, IngestStatements.GROUP_HASHED, source, all)
        .map(rows -> countsOfEach(batches, rows.iterator().next()));
  }

  private Tuple parameters(Source source, List<BounceEvent> events) {
    return Tuple.of(source.accountId(), slot)
        .addArrayOfString(column(events, event -> event.email().text(), String[]::new))
        .addArrayOfLong(column(events, BounceEvent::occurredAt, Long[]::new))
        .addArrayOfString(column(events, event -> event.type().label(), String[]::new))
        .addArrayOfString(column(events, BounceEvent::reason, String[]::new))
        .addArrayOfString(column(events, BounceEvent::status, String[]::new))
        .addArrayOfString(
            column(events, event -> event.verdict().classification().label(), String[]::new))
        .addArrayOfString(column(events, event -> event.verdict().rule(), String[]::new))
        .addArrayOfUUID(column(events, BounceEvent::fingerprint, UUID[]::new))
        .addString(source.source().label());
  }

  private static <T> T[] column(
      List<BounceEvent> events, Function<BounceEvent, T> value, IntFunction<T[]> array) {
    return events.stream().map(value).toArray(array);
  }

  private static EventBatch.Counts counts(RowSet<Row> rows, int events) {
    Row row = rows.iterator().next();
    long ingested = row.getLong("told");
    long added = row.getLong("listed") + row.getLong("unlisted");
    return new EventBatch.Counts(added, ingested - added, events - ingested);
  }

  /** Counts an event that several batches contain for the first of them. */
  private static List<EventBatch.Counts> countsOfEach(List<List<BounceEvent>> batches, Row row) {
    Set<UUID> ingested = fingerprints(row);
    Set<String> listed = addresses(row);
    return batches.stream().map(events -> counts(events, ingested, listed)).toList();
  }

  private static EventBatch.Counts counts(
      List<BounceEvent> events, Set<UUID> ingested, Set<String> listed) {
    long added = 0;
    long updated = 0;
    for (BounceEvent event : events) {
      if (ingested.remove(event.fingerprint())) {
        boolean isAdded = event.type() != BounceType.BOUNCE || listed.remove(event.email().text());
        added += isAdded ? 1 : 0;
        updated += isAdded ? 0 : 1;
      }
    }
    return new EventBatch.Counts(added, updated, events.size() - added - updated);
  }
}
