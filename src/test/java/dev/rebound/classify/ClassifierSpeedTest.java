package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Replies.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prints the time a row takes on one thread; the bound is loose, for slow and busy machines. */
class ClassifierSpeedTest {
  private static final int ROUNDS = 300;
  private static final double LOOSE_MICROS = 200;

  @Test
  void printsTheTimeOfARow() {
    List<Reply> replies = Replies.own("known-replies.tsv");
    double fastest = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      fastest = Math.min(fastest, microsOfARow(replies));
    }
    System.out.printf("classifier: %.1f µs a row, fastest of %d rounds%n", fastest, ROUNDS);
    assertTrue(fastest < LOOSE_MICROS, fastest + " µs");
  }

  private static double microsOfARow(List<Reply> replies) {
    Classifier classifier = Classifier.standard();
    int used = 0;
    long start = System.nanoTime();
    for (Reply reply : replies) {
      used += classifier.classify(reply.reason(), reply.status()).rule().length();
    }
    double micros = (System.nanoTime() - start) / 1e3 / replies.size();
    assertTrue(used > 0);
    return micros;
  }
}
