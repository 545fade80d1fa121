package dev.rebound.cli;

import dev.rebound.bus.EventPreview.Outcome;
import dev.rebound.domain.BounceEvent;
import java.io.PrintStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** Prints the first events of each outcome that an import would have. */
final class DryRunPrinter implements BiConsumer<Outcome, BounceEvent> {
  private static final int MAX_SHOWN = 5;
  private static final int MAX_REASON_LENGTH = 100;

  private final PrintStream output;
  private final Map<Outcome, Integer> shown = new EnumMap<>(Outcome.class);

  DryRunPrinter(PrintStream output) {
    this.output = output;
  }

  @Override
  public void accept(Outcome outcome, BounceEvent event) {
    if (shown.merge(outcome, 1, Integer::sum) <= MAX_SHOWN) {
      print(outcome, event);
    }
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
