package dev.rebound.classify;

import dev.rebound.classify.Replies.Reply;
import dev.rebound.domain.Classification;
import dev.rebound.domain.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Counts the replies that the built-in rules classify as a person did. */
final class Score {
  private static final int INVALID = Classification.INVALID_ADDRESS.ordinal();
  private static final int CLASSES = Classification.values().length;

  // By the right class, then by the class found.
  private final int[][] counts = new int[CLASSES][CLASSES];
  private final StringBuilder wrong = new StringBuilder();

  static Score of(List<Reply> replies) {
    Score score = new Score();
    for (Reply reply : replies) {
      Verdict verdict = Classifier.standard().classify(reply.reason(), reply.status());
      score.counts[reply.right().ordinal()][verdict.classification().ordinal()]++;
      if (verdict.classification() != reply.right()) {
        score.wrong.append(
            "%s, not %s: %s%n".formatted(verdict, reply.right(), reply.reason().strip()));
      }
    }
    return score;
  }

  /** Returns the share of replies that are classified right. */
  double right() {
    int right = 0;
    for (int c = 0; c < CLASSES; c++) {
      right += counts[c][c];
    }
    return (double) right / Arrays.stream(counts).mapToInt(Score::sum).sum();
  }

  /** Returns the share of good addresses that are called invalid. */
  double falselyInvalid() {
    int good = 0;
    for (int c = 0; c < CLASSES; c++) {
      good += c == INVALID ? 0 : sum(counts[c]);
    }
    return (double) (found(INVALID) - counts[INVALID][INVALID]) / good;
  }

  String wrong() {
    return wrong.toString();
  }

  /** Returns recall and precision of each class, as a Markdown table. */
  String table() {
    StringBuilder table =
        new StringBuilder("| class | replies | recall | precision |\n|---|---|---|---|\n");
    for (Classification c : Classification.values()) {
      int own = counts[c.ordinal()][c.ordinal()];
      int all = sum(counts[c.ordinal()]);
      int found = found(c.ordinal());
      table.append(
          "| %s | %d | %s | %s |%n".formatted(c.label(), all, share(own, all), share(own, found)));
    }
    return table.toString();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : percent((double) part / whole);
  }

  private int found(int classification) {
    return Arrays.stream(counts).mapToInt(row -> row[classification]).sum();
  }

  private static int sum(int[] row) {
    return Arrays.stream(row).sum();
  }
}
