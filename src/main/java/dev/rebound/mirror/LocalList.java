package dev.rebound.mirror;

import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bounce list of a local account, which a mirror updates. Blocks the calling thread. */
public record LocalList(Bus bus, long accountId) {
  private static final int HISTORY_PAGE = 100;
  // The store's lane for lookups runs 256 at once, also for other callers.
  private static final int MAX_CONCURRENT_LOOKUPS = 64;

  /** Returns a sender of events whose source is the mirror. */
  EventSender sender() {
    return new EventSender(bus, accountId, EventBatch.Source.MIRROR);
  }

  interface PageConsumer {
    void accept(List<Bounce> page) throws RemoteListException, InterruptedException;
  }

  /** Reads all rows of a time range page by page, oldest first. */
  void scan(TimeRange created, PageConsumer consumer)
      throws RemoteListException, InterruptedException {
    BounceSelection selection =
        new BounceSelection(accountId, created, List.of(), Optional.empty());
    Optional<Bounce> last = Optional.empty();
    while (true) {
      BounceSelection.Scan scan =
          new BounceSelection.Scan(selection, last, 0, BounceSelection.Scan.MAX_LIMIT);
      List<Bounce> page = bus.ask(Operations.SCAN_BOUNCES, scan).await().bounces();
      if (page.isEmpty()) {
        return;
      }
      consumer.accept(page);
      last = Optional.of(page.get(page.size() - 1));
    }
  }

  /** Returns those addresses that have an event of the mirror. */
  List<EmailAddress> filterMirrored(List<EmailAddress> emails) {
    List<EmailAddress> mirrored = new ArrayList<>();
    for (int from = 0; from < emails.size(); from += MAX_CONCURRENT_LOOKUPS) {
      List<EmailAddress> some =
          emails.subList(from, Math.min(from + MAX_CONCURRENT_LOOKUPS, emails.size()));
      List<Future<Boolean>> lookups =
          some.stream().map(email -> isMirrored(email, Optional.empty())).toList();
      Future.all(lookups).await();
      for (int i = 0; i < some.size(); i++) {
        if (lookups.get(i).result()) {
          mirrored.add(some.get(i));
        }
      }
    }
    return mirrored;
  }

  private Future<Boolean> isMirrored(EmailAddress email, Optional<HistoryEvent.Position> before) {
    return bus.ask(
            Operations.HISTORY, new HistoryEvent.Query(accountId, email, before, HISTORY_PAGE))
        .compose(
            page -> {
              List<HistoryEvent> events = page.events();
              String mirror = EventBatch.Source.MIRROR.label();
              boolean isFound = events.stream().anyMatch(event -> event.source().equals(mirror));
              return isFound || page.isLast()
                  ? Future.succeededFuture(isFound)
                  : isMirrored(email, Optional.of(position(events.get(events.size() - 1))));
            });
  }

  private static HistoryEvent.Position position(HistoryEvent event) {
    return new HistoryEvent.Position(event.occurredAt(), event.fingerprint());
  }

  /** Deletes addresses from the list as a part of a deletion. Returns how many were on it. */
  long delete(List<EmailAddress> emails, DeletionEntry.Origin origin) {
    return bus.ask(
            Operations.DELETE_BOUNCES,
            new Bounce.Deletion(accountId, new Bounce.Deletion.Addresses(emails), origin))
        .await();
  }
}
