package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.EventSource;
import dev.rebound.domain.IngestCounts;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells nothing to the store, and says what would come of it. Remembers a number for every event
 * and address, about 100 bytes a row.
 */
final class DryRun implements EventSink {
  private static final int SHOWN = 5;
  private static final int SHOWN_REASON = 100;
  private static final int BATCH_SIZE = 500;

  private enum Outcome {
    ADDED,
    UPDATED,
    DUPLICATE
  }

  private final StoreSession store;
  private final long accountId;
  private final PrintStream output;
  private final List<BounceEvent> waiting = new ArrayList<>();
  // Half a fingerprint tells millions of events apart.
  private final Set<Long> told = new HashSet<>();
  private final Set<String> listed = new HashSet<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  DryRun(StoreSession store, long accountId, PrintStream output) {
    this.store = store;
    this.accountId = accountId;
    this.output = output;
  }

  @Override
  public void add(BounceEvent event) {
    waiting.add(event);
    if (waiting.size() == BATCH_SIZE) {
      preview();
    }
  }

  @Override
  public void makeRoom() {
    // Nothing is on its way.
  }

  @Override
  public IngestCounts finish() {
    if (!waiting.isEmpty()) {
      preview();
    }
    return counts();
  }

  @Override
  public IngestCounts counts() {
    return new IngestCounts(count(Outcome.ADDED), count(Outcome.UPDATED), count(Outcome.DUPLICATE));
  }

  private long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  private void preview() {
    EventBatch batch = new EventBatch(accountId, EventSource.IMPORT, waiting);
    EventBatch.Preview known = store.ask(Operations.PREVIEW, batch);
    for (BounceEvent event : batch.events()) {
      Outcome outcome = outcome(event, known);
      if (counts.merge(outcome, 1L, Long::sum) <= SHOWN) {
        show(outcome, event);
      }
    }
    waiting.clear();
  }

  private Outcome outcome(BounceEvent event, EventBatch.Preview known) {
    boolean isNew =
        !known.duplicates().contains(event.fingerprint())
            && told.add(event.fingerprint().getMostSignificantBits());
    if (!isNew) {
      return Outcome.DUPLICATE;
    }
    String email = event.email().text();
    boolean isListed =
        event.type() == BounceType.BOUNCE && (known.listed().contains(email) || !listed.add(email));
    return isListed ? Outcome.UPDATED : Outcome.ADDED;
  }

  private void show(Outcome outcome, BounceEvent event) {
    output.printf(
        "%-10s %s  %s  %s  %s  %s  %s%n",
        outcome.name().toLowerCase(java.util.Locale.ROOT),
        Instant.ofEpochSecond(event.occurredAt()),
        event.email().text(),
        event.type().label(),
        event.status().isEmpty() ? "-" : printable(event.status()),
        event.verdict().classification().label(),
        printable(event.reason()));
  }

  // A terminal obeys control characters, and a stranger wrote these.
  private static String printable(String text) {
    String line =
        text.codePoints()
            .limit(SHOWN_REASON)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.replaceAll("\\p{Cntrl}+|[\u0080-\u009f]+", " ");
  }
}
