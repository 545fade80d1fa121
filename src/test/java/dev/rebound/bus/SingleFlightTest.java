package dev.rebound.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private final List<String> questions = new ArrayList<>();
  private final List<Promise<String>> answers = new ArrayList<>();
  private final SingleFlight<String, String> sharing = new SingleFlight<>(this::ask);

  private Future<String> ask(String question) {
    questions.add(question);
    answers.add(Promise.promise());
    return answers.get(answers.size() - 1).future();
  }

  @Test
  void whoComesWhileAQuestionIsAskedIsAnsweredByTheNextOneOfTheKind() {
    Future<String> first = sharing.ask("a");
    Future<String> second = sharing.ask("a");
    Future<String> third = sharing.ask("a");
    assertEquals(List.of("a"), questions);
    answers.get(0).complete("old");
    assertEquals("old", first.result());
    assertFalse(second.isComplete());
    assertEquals(List.of("a", "a"), questions);
    answers.get(1).complete("new");
    assertEquals(List.of("new", "new"), List.of(second.result(), third.result()));
    assertEquals(2, questions.size());
  }

  @Test
  void aQuestionThatNobodyAsksIsAskedAtOnce() {
    sharing.ask("a");
    answers.get(0).complete("1");
    Future<String> later = sharing.ask("a");
    assertEquals(List.of("a", "a"), questions);
    answers.get(1).complete("2");
    assertEquals("2", later.result());
  }

  @Test
  void oneQuestionDoesNotWaitForAnother() {
    sharing.ask("a");
    sharing.ask("b");
    assertEquals(List.of("a", "b"), questions);
  }

  @Test
  void aFailureIsOfThoseWhoAskedTogetherAndOfNobodyElse() {
    Future<String> first = sharing.ask("a");
    Future<String> second = sharing.ask("a");
    Future<String> third = sharing.ask("a");
    answers.get(0).complete("1");
    IllegalStateException cause = new IllegalStateException();
    answers.get(1).fail(cause);
    assertTrue(first.succeeded());
    assertSame(cause, second.cause());
    assertSame(cause, third.cause());
    Future<String> fourth = sharing.ask("a");
    answers.get(2).complete("4");
    assertEquals("4", fourth.result());
  }

  @Test
  void whoWaitsBehindAStoreThatIsAwayIsToldAtOnce() {
    sharing.ask("a");
    Future<String> second = sharing.ask("a");
    UnavailableException away = new UnavailableException("away", null);
    answers.get(0).fail(away);
    assertSame(away, second.cause());
    assertEquals(List.of("a"), questions);
  }

  @Test
  void whatIsThrownIsAFailureAndKeepsNobodyWaiting() {
    IllegalStateException cause = new IllegalStateException();
    SingleFlight<String, String> throwing =
        new SingleFlight<>(
            question -> {
              throw cause;
            });
    assertSame(cause, throwing.ask("a").cause());
    assertSame(cause, throwing.ask("a").cause());
  }
}
