package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks class and type of the replies in {@code kinds.tsv}. */
class KindsTest {
  @Test
  void everyKindHasItsClassAndType() {
    List<String> wrong = Replies.lines("kinds.tsv").stream().filter(row -> !isRight(row)).toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void aWrapperChangesNoClass() {
    List<String> wrong =
        Replies.lines("kinds.tsv").stream()
            .map(row -> row.split("\t", -1))
            .filter(
                cells ->
                    Classifier.standard()
                        .classify(reason(cells), cells[2])
                        .rule()
                        .equals("unknown-user"))
            .map(
                cells ->
                    "host mx.example.com[192.0.2.9] said: "
                        + reason(cells)
                        + " (in reply to RCPT TO command)")
            .filter(
                reason -> !Classifier.standard().classify(reason, "").rule().equals("unknown-user"))
            .toList();
    assertEquals(List.of(), wrong);
  }

  private static boolean isRight(String row) {
    String[] cells = row.split("\t", -1);
    Verdict verdict = Classifier.standard().classify(reason(cells), cells[2]);
    BounceType type = FailureType.of(verdict, reason(cells), cells[2]);
    return verdict.classification().label().equals(cells[0])
        && (cells[3].isEmpty() || cells[3].equals(type == BounceType.BOUNCE ? "bounce" : "block"));
  }

  private static String reason(String[] cells) {
    return Replies.unescape(cells[1]);
  }
}
