package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The list as it must be, kept the simple way: one event at a time, in any order. */
final class NaiveList {
  private static final EventBatch.Counts ADDED = new EventBatch.Counts(1, 0, 0);
  private static final EventBatch.Counts UPDATED = new EventBatch.Counts(0, 1, 0);
  private static final EventBatch.Counts DUPLICATE = new EventBatch.Counts(0, 0, 1);

  // As the database orders uuid, not as Java does: byte by byte, none of them signed.
  private static final Comparator<BounceEvent> NEWEST_LAST =
      Comparator.comparingLong(BounceEvent::occurredAt)
          .thenComparing(event -> event.fingerprint().toString());

  private final Map<UUID, BounceEvent> history = new HashMap<>();
  private final Map<EmailAddress, Entry> list = new HashMap<>();

  /** A row of the list: since when it is on it, and its newest event. */
  private record Entry(long created, BounceEvent newest) {
    Entry with(BounceEvent event) {
      return new Entry(
          Math.min(created, event.occurredAt()),
          NEWEST_LAST.compare(event, newest) > 0 ? event : newest);
    }
  }

  EventBatch.Counts ingest(Collection<BounceEvent> events) {
    return events.stream()
        .map(this::ingest)
        .reduce(EventBatch.Counts.NONE, EventBatch.Counts::plus);
  }

  private EventBatch.Counts ingest(BounceEvent event) {
    if (history.putIfAbsent(event.fingerprint(), event) != null) {
      return DUPLICATE;
    }
    if (event.type() != BounceType.BOUNCE) {
      return ADDED;
    }
    Entry before = list.get(event.email());
    Entry first = new Entry(event.occurredAt(), event);
    list.put(event.email(), before == null ? first : before.with(event));
    return before == null ? ADDED : UPDATED;
  }

  long delete(Collection<EmailAddress> emails) {
    return emails.stream().distinct().filter(email -> list.remove(email) != null).count();
  }

  long deleteAll() {
    long size = list.size();
    list.clear();
    return size;
  }

  /** Newest first, then by address. */
  List<Bounce> bounces() {
    return list.values().stream()
        .map(NaiveList::bounce)
        .sorted(Comparator.comparingLong(Bounce::created).thenComparing(Bounce::email).reversed())
        .toList();
  }

  private static Bounce bounce(Entry entry) {
    BounceEvent newest = entry.newest();
    return new Bounce(entry.created(), newest.email().text(), newest.reason(), newest.status());
  }

  /** What the list's rows keep to themselves: address, classification and fingerprint. */
  List<String> hidden() {
    return list.values().stream().map(entry -> line(entry.newest())).sorted().toList();
  }

  List<String> history() {
    return history.values().stream().map(NaiveList::line).sorted().toList();
  }

  private static String line(BounceEvent event) {
    return event.email().text()
        + " "
        + event.verdict().classification().label()
        + " "
        + event.fingerprint();
  }
}
