package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lookups that come at the same time share statements, and are answered as if each were alone. */
class LookupsAtOnceContractTest {
  private static final int AT_ONCE = 64;
  private static final int QUESTIONS = 3_000;
  private static final int ADDRESSES = 60;

  private final Random random = new Random(5);
  private final List<Api> accounts =
      Stream.generate(() -> TestService.shared().account()).limit(3).toList();

  private record Question(Api api, String path) implements Callable<String> {
    @Override
    public String call() {
      return api.get(path).body();
    }
  }

  @Test
  void lookupsAtOnceAreAnsweredAsIfEachWereAlone() throws Exception {
    accounts.forEach(api -> api.ingest(BounceRow.array(randomRows())));
    List<Question> questions = Stream.generate(this::question).limit(QUESTIONS).toList();
    Map<Question, String> alone = new HashMap<>();
    questions.forEach(question -> alone.computeIfAbsent(question, Question::call));
    assertTrue(alone.containsValue("[]"));
    assertTrue(alone.values().stream().distinct().count() > ADDRESSES);
    assertEquals(questions.stream().map(alone::get).toList(), atOnce(questions));
  }

  private BounceRow[] randomRows() {
    return Stream.generate(() -> BounceRow.at(random.nextInt(), email()))
        .map(row -> row.because("550 " + row.created() + row.email(), "5.1.1"))
        .filter(row -> row.created() >= 0)
        .limit(ADDRESSES)
        .toArray(BounceRow[]::new);
  }

  private Question question() {
    return new Question(accounts.get(random.nextInt(accounts.size())), BOUNCES + "/" + email());
  }

  private String email() {
    return "a" + random.nextInt(ADDRESSES) + "@x.org";
  }

  private static List<String> atOnce(List<Question> questions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
