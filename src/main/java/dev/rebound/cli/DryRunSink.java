package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EventBatch;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Counts what an import would change, and prints the first events of each outcome. Stores nothing.
 * Takes about 100 bytes of memory an event.
 */
final class DryRunSink implements Import.Sink {
  private static final int MAX_SHOWN = 5;
  private static final int MAX_REASON_LENGTH = 100;
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
  // Half a fingerprint is unique among millions of events.
  private final Set<Long> seenFingerprints = new HashSet<>();
  private final Set<String> seenEmails = new HashSet<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  DryRunSink(StoreSession store, long accountId, PrintStream output) {
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
  public EventBatch.Counts finish() {
    if (!waiting.isEmpty()) {
      preview();
    }
    return counts();
  }

  @Override
  public EventBatch.Counts counts() {
    return new EventBatch.Counts(
        count(Outcome.ADDED), count(Outcome.UPDATED), count(Outcome.DUPLICATE));
  }

  private long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  private void preview() {
    EventBatch batch = new EventBatch(accountId, EventBatch.Source.IMPORT, waiting);
    EventBatch.Preview known = store.request(Operations.PREVIEW, batch);
    for (BounceEvent event : batch.events()) {
      Outcome outcome = outcome(event, known);
      if (counts.merge(outcome, 1L, Long::sum) <= MAX_SHOWN) {
        print(outcome, event);
      }
    }
    waiting.clear();
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

  private void print(Outcome outcome, BounceEvent event) {
    output.printf(
        "%-10s %s  %s  %s  %s  %s  %s%n",
        outcome.name().toLowerCase(Locale.ROOT),
        Instant.ofEpochSecond(event.occurredAt()),
        event.email().text(),
        event.type().label(),
        event.status().isEmpty() ? "-" : printable(event.status()),
        event.verdict().classification().label(),
        printable(event.reason()));
  }

  // Control characters of a stranger's text must not reach the terminal.
  private static String printable(String text) {
    String line =
        text.codePoints()
            .limit(MAX_REASON_LENGTH)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.replaceAll("\\p{Cntrl}+|[\u0080-\u009f]+", " ");
  }
}
