package dev.rebound.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private static final int TOGETHER = 3;
  private static final int WAITING = 7;

  private final List<Asked> asked = new ArrayList<>();
  private final Batcher<String, Integer, String> coalescer =
      new Batcher<>(this::ask, TOGETHER, WAITING, Runnable::run);

  private record Asked(String key, List<Integer> questions, Promise<List<String>> answers) {
    void answer() {
      answers.complete(questions.stream().map(question -> key + question).toList());
    }
  }

  private Future<List<String>> ask(String key, List<Integer> questions) {
    asked.add(new Asked(key, questions, Promise.promise()));
    return asked.get(asked.size() - 1).answers().future();
  }

  private List<Integer> lastQuestions() {
    return asked.get(asked.size() - 1).questions();
  }

  @Test
  void aQuestionIsAskedAtOnceAndThoseThatComeMeanwhileTogether() {
    Future<String> first = coalescer.ask("a", 1);
    List<Future<String>> others = List.of(coalescer.ask("a", 2), coalescer.ask("a", 3));
    assertEquals(List.of(1), lastQuestions());
    asked.get(0).answer();
    assertEquals("a1", first.result());
    assertFalse(others.get(0).isComplete());
    assertEquals(List.of(2, 3), lastQuestions());
    asked.get(1).answer();
    assertEquals(List.of("a2", "a3"), others.stream().map(Future::result).toList());
    coalescer.ask("a", 4);
    assertEquals(List.of(4), lastQuestions());
  }

  @Test
  void oneKeyDoesNotWaitForAnother() {
    coalescer.ask("a", 1);
    coalescer.ask("b", 1);
    assertEquals(List.of("a", "b"), asked.stream().map(Asked::key).toList());
  }

  @Test
  void noMoreAreAskedTogetherThanTheBoundAndTheirOrderIsKept() {
    for (int question = 0; question < 6; question++) {
      coalescer.ask("a", question);
    }
    asked.get(0).answer();
    assertEquals(List.of(1, 2, 3), lastQuestions());
    asked.get(1).answer();
    assertEquals(List.of(4, 5), lastQuestions());
  }

  @Test
  void whatIsTooMuchIsUnavailableAtOnceAndThereIsRoomAgainAfterwards() {
    for (int question = 0; question <= WAITING; question++) {
      assertFalse(coalescer.ask("a", question).isComplete());
    }
    assertInstanceOf(UnavailableException.class, coalescer.ask("a", 99).cause());
    assertFalse(coalescer.ask("b", 1).isComplete(), "waits for nobody");
    assertFalse(coalescer.ask("b", 2).isComplete(), "the only one of its key that waits");
    assertInstanceOf(UnavailableException.class, coalescer.ask("b", 3).cause());
    asked.get(0).answer();
    assertFalse(coalescer.ask("a", 100).isComplete());
  }

  @Test
  void whatComesBeforeTheExecutorRunsIsAskedTooWithTheFirst() {
    List<Runnable> tasks = new ArrayList<>();
    Batcher<String, Integer, String> later =
        new Batcher<>(this::ask, TOGETHER, WAITING, tasks::add);
    later.ask("a", 1);
    later.ask("a", 2);
    assertEquals(List.of(), asked);
    tasks.remove(0).run();
    assertEquals(List.of(1, 2), lastQuestions());
    later.ask("a", 3);
    asked.get(0).answer();
    later.ask("a", 4);
    assertEquals(1, asked.size());
    tasks.remove(0).run();
    assertEquals(List.of(3, 4), lastQuestions());
    assertEquals(List.of(), tasks);
  }

  @Test
  void aDatabaseThatIsAwayFailsAllThatWereAskedTogetherAndThoseThatWait() {
    coalescer.ask("a", 1);
    List<Future<String>> others =
        IntStream.range(2, 8).mapToObj(question -> coalescer.ask("a", question)).toList();
    asked.get(0).answer();
    asked.get(1).answers().fail(new UnavailableException("away", null));
    others.forEach(other -> assertInstanceOf(UnavailableException.class, other.cause()));
    assertEquals(2, asked.size());
    assertFalse(coalescer.ask("a", 4).isComplete());
    assertEquals(List.of(4), lastQuestions());
  }

  @Test
  void aFaultOfOneFailsNoOther() {
    coalescer.ask("a", 1);
    Future<String> good = coalescer.ask("a", 2);
    Future<String> bad = coalescer.ask("a", 3);
    asked.get(0).answer();
    asked.get(1).answers().fail(new IllegalStateException("one of them"));
    assertEquals(List.of(2), asked.get(2).questions());
    assertEquals(List.of(3), asked.get(3).questions());
    asked.get(3).answers().fail(new IllegalStateException("that one"));
    Future<String> next = coalescer.ask("a", 4);
    assertEquals(4, asked.size(), "the key is still asked about");
    asked.get(2).answer();
    assertEquals("a2", good.result());
    assertEquals("that one", bad.cause().getMessage());
    assertEquals(List.of(4), lastQuestions());
    asked.get(4).answer();
    assertTrue(next.succeeded());
  }
}
