package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Replies.Reply;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The time to classify a text hardly depends on the number of rules. */
class ClassifierSpeedTest {
  private static final int RULES = 2_000;
  private static final double MOST_TIMES_SLOWER = 4;

  @Test
  void thousandsOfRulesTakeLittleLonger() {
    Classifier standard = Classifier.standard();
    Classifier larger = Classifier.withOwnRules(rules());
    List<Reply> replies = Replies.own("known-replies.tsv");
    double few = CpuTime.millis(() -> classify(standard, replies));
    double many = CpuTime.millis(() -> classify(larger, replies));
    assertTrue(many < MOST_TIMES_SLOWER * few, () -> few + " ms, then " + many + " ms");
  }

  private static String rules() {
    return IntStream.range(0, RULES)
        .mapToObj(
            i -> "rule own-%d = Content\n  mailbox %d unknown .. server%d\n".formatted(i, i, i))
        .collect(Collectors.joining());
  }

  private static void classify(Classifier classifier, List<Reply> replies) {
    replies.forEach(reply -> classifier.classify(reply.reason(), reply.status()));
  }
}
