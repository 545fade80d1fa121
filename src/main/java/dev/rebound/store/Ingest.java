package dev.rebound.store;

import dev.rebound.bus.Batcher;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.IngestCounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Stores events. Large batches go out one by one; the small ones of callers that tell at the same
 * time share a statement and its commit.
 */
final class Ingest {
  // A caller's events that may share, and how many callers do: a statement's bound between them.
  private static final int SMALL = 10;
  private static final int CALLERS = EventBatch.MAX_SIZE / SMALL;
  private static final int WAITING = 10_000;
  // Bytes, roughly, that one instance of the store holds of events: an eighth of the heap for all.
  private static final long MAX_HELD =
      Runtime.getRuntime().maxMemory() / 8 / Runtime.getRuntime().availableProcessors();
  private static final int EVENT_BYTES = 300;

  private final Lane lane;
  private final short slot;
  private final StoreMeters meters;
  private final Batcher<Source, List<BounceEvent>, IngestCounts> group =
      new Batcher<>(this::ingestTogether, CALLERS, WAITING, Runnable::run);

  private long held;

  private record Source(long accountId, EventSource source) {}

  /**
   * @param slot which of a day's counts this instance writes to
   */
  Ingest(Lane lane, short slot, StoreMeters meters) {
    this.lane = lane;
    this.slot = slot;
    this.meters = meters;
  }

  /** Answers after the commit; fails at once where the memory for events is taken. */
  Future<IngestCounts> ingest(EventBatch batch) {
    long bytes = bytes(batch.events());
    if (held > 0 && held + bytes > MAX_HELD) {
      return Future.failedFuture(new UnavailableException("too many events wait", null));
    }
    held += bytes;
    return store(batch).onComplete(stored -> held -= bytes).onSuccess(meters::ingested);
  }

  private static long bytes(List<BounceEvent> events) {
    return events.stream().mapToLong(event -> event.reason().length() + EVENT_BYTES).sum();
  }

  private Future<IngestCounts> store(EventBatch batch) {
    Source source = new Source(batch.accountId(), batch.source());
    List<BounceEvent> events = batch.events();
    return events.size() <= SMALL
        ? group.ask(source, events)
        : lane.run(IngestStatements.BATCH, parameters(source, events))
            .map(rows -> counts(rows, events.size()));
  }

  Future<EventBatch.Preview> preview(EventBatch batch) {
    List<BounceEvent> events = batch.events();
    Tuple parameters =
        Tuple.of(batch.accountId())
            .addArrayOfLong(events.stream().map(BounceEvent::occurredAt).toArray(Long[]::new))
            .addArrayOfUUID(events.stream().map(BounceEvent::fingerprint).toArray(UUID[]::new))
            .addArrayOfString(strings(events, event -> event.email().text()))
            .addArrayOfString(strings(events, event -> event.type().label()));
    return lane.run(IngestStatements.PREVIEW, parameters)
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new EventBatch.Preview(fingerprints(row), addresses(row));
            });
  }

  private static Set<UUID> fingerprints(Row row) {
    return new HashSet<>(Arrays.asList(row.getArrayOfUUIDs(0)));
  }

  private static Set<String> addresses(Row row) {
    return new HashSet<>(Arrays.asList(row.getArrayOfStrings(1)));
  }

  private Future<List<IngestCounts>> ingestTogether(
      Source source, List<List<BounceEvent>> callers) {
    meters.ingestedTogether(callers.size());
    List<BounceEvent> all = callers.stream().flatMap(List::stream).toList();
    return lane.run(IngestStatements.GROUP, parameters(source, all))
        .map(rows -> countsByCaller(rows.iterator().next(), callers));
  }

  private Tuple parameters(Source source, List<BounceEvent> events) {
    return Tuple.of(source.accountId(), slot)
        .addArrayOfString(strings(events, event -> event.email().text()))
        .addArrayOfLong(events.stream().map(BounceEvent::occurredAt).toArray(Long[]::new))
        .addArrayOfString(strings(events, event -> event.type().label()))
        .addArrayOfString(strings(events, BounceEvent::reason))
        .addArrayOfString(strings(events, BounceEvent::status))
        .addArrayOfString(strings(events, event -> event.verdict().classification().label()))
        .addArrayOfString(strings(events, event -> event.verdict().rule()))
        .addArrayOfUUID(events.stream().map(BounceEvent::fingerprint).toArray(UUID[]::new))
        .addString(source.source().label());
  }

  private static String[] strings(List<BounceEvent> events, Function<BounceEvent, String> column) {
    return events.stream().map(column).toArray(String[]::new);
  }

  private static IngestCounts counts(RowSet<Row> rows, int events) {
    Row row = rows.iterator().next();
    long ingested = row.getLong("told");
    long added = row.getLong("listed") + row.getLong("unlisted");
    return new IngestCounts(added, ingested - added, events - ingested);
  }

  /** Whatever several callers told counts for the first of them. */
  private static List<IngestCounts> countsByCaller(Row row, List<List<BounceEvent>> callers) {
    Set<UUID> ingested = fingerprints(row);
    Set<String> listed = addresses(row);
    List<IngestCounts> counts = new ArrayList<>(callers.size());
    for (List<BounceEvent> events : callers) {
      counts.add(counts(events, ingested, listed));
    }
    return counts;
  }

  private static IngestCounts counts(
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
    return new IngestCounts(added, updated, events.size() - added - updated);
  }
}
