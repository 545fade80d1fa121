package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.classify.Replies.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures the rules on labelled replies, and prints the tables of docs/benchmarks.md. */
class LabelledRepliesTest {
  private static final double ENOUGH = 0.88;
  private static final double TOO_MANY = 0.02;

  @Test
  void classifiesKnownReplies() {
    holdsOn("known replies", Replies.own("known-replies.tsv"));
  }

  @Test
  void classifiesRepliesWrittenAfterTheRules() {
    holdsOn("more replies", Replies.own("more-replies.tsv"));
  }

  @Test
  void classifiesTheRepliesOfTheFieldManual() throws IOException {
    assumeTrue(Files.exists(Replies.SHARED), "no shared data here");
    holdsOn("field manual", Replies.fieldManual());
  }

  private static void holdsOn(String name, List<Reply> replies) {
    holds(name + ", tuned on", replies.stream().filter(reply -> !reply.aside()).toList());
    holds(name + ", kept aside", replies.stream().filter(Reply::aside).toList());
  }

  private static void holds(String name, List<Reply> replies) {
    Score score = Score.of(replies);
    System.out.printf(
        "%s: %d replies, %s right, %s of good addresses called invalid%n%s%n",
        name,
        replies.size(),
        Score.percent(score.right()),
        Score.percent(score.falselyInvalid()),
        score.table());
    assertTrue(score.right() >= ENOUGH, () -> name + "\n" + score.wrong());
    assertTrue(score.falselyInvalid() <= TOO_MANY, () -> name + "\n" + score.wrong());
  }
}
