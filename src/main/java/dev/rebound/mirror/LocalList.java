package dev.rebound.mirror;

import dev.rebound.bus.Bus;
import dev.rebound.bus.EventSender;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceDeletion;
import dev.rebound.domain.BounceScan;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.HistoryQuery;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The account's list that is to be like the other one. Waits on the calling thread. */
public final class LocalList {
  private static final int HISTORY_PAGE = 100;
  // The store's lane for lookups takes 256 at once, and others use it too.
  private static final int LOOKUPS_AT_ONCE = 64;

  private final Bus bus;
  private final long accountId;

  public LocalList(Bus bus, long accountId) {
    this.bus = bus;
    this.accountId = accountId;
  }

  /** Tells events as the mirror's. */
  EventSender sender() {
    return new EventSender(bus, accountId, EventSource.MIRROR);
  }

  /**
   * The next rows of a time, oldest first.
   *
   * @param after the last row of the page before, or null for the first
   * @return empty at the end
   */
  List<Bounce> page(TimeRange created, Bounce after) {
    BounceSelection selection =
        new BounceSelection(accountId, created, Optional.empty(), Optional.empty());
    return bus.ask(
            Operations.SCAN_BOUNCES,
            new BounceScan(selection, Optional.ofNullable(after), 0, BounceScan.MAX_LIMIT))
        .await();
  }

  /** Those of the addresses that the mirror ever told of. */
  List<EmailAddress> mirrored(List<EmailAddress> emails) {
    List<EmailAddress> mirrored = new ArrayList<>();
    for (int from = 0; from < emails.size(); from += LOOKUPS_AT_ONCE) {
      List<EmailAddress> some =
          emails.subList(from, Math.min(from + LOOKUPS_AT_ONCE, emails.size()));
      List<Future<Boolean>> lookups =
          some.stream().map(email -> isMirrored(email, Optional.empty())).toList();
      Future.all(lookups).await();
      for (int at = 0; at < some.size(); at++) {
        if (lookups.get(at).result()) {
          mirrored.add(some.get(at));
        }
      }
    }
    return mirrored;
  }

  private Future<Boolean> isMirrored(EmailAddress email, Optional<HistoryQuery.Position> before) {
    return bus.ask(Operations.HISTORY, new HistoryQuery(accountId, email, before, HISTORY_PAGE))
        .compose(
            events -> {
              String mirror = EventSource.MIRROR.label();
              boolean isFound =
                  events.stream().anyMatch(ingested -> ingested.source().equals(mirror));
              return isFound || events.size() < HISTORY_PAGE
                  ? Future.succeededFuture(isFound)
                  : isMirrored(email, Optional.of(position(events.get(events.size() - 1))));
            });
  }

  private static HistoryQuery.Position position(HistoryEvent event) {
    return new HistoryQuery.Position(event.occurredAt(), event.fingerprint());
  }

  /** Takes addresses off the list; returns how many were on it. */
  long delete(List<EmailAddress> emails) {
    return bus.ask(
            Operations.DELETE_BOUNCES,
            new BounceDeletion(accountId, new BounceDeletion.Addresses(emails)))
        .await();
  }
}
