package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Emptying a list in batches. */
class EmptyingTest {
  private static final int ROWS = 12_000;

  private final OwnAccount account = new OwnAccount();

  @Test
  void everyRowThatWasThereGoesWhileOthersWrite() throws Exception {
    for (int from = 0; from < ROWS; from += 500) {
      account.ingest(IntStream.range(from, from + 500).mapToObj(i -> event(i, 1_000 + i)).toList());
    }
    List<Callable<Long>> tasks = new ArrayList<>();
    tasks.add(account::deleteAll);
    for (int i = 0; i < 20; i++) {
      // Older events move rows down in the list while it is emptied, and new rows arrive.
      int first = i * 500;
      tasks.add(
          () ->
              account
                  .ingest(
                      IntStream.range(first, first + 100).mapToObj(n -> event(n, n % 900)).toList())
                  .added());
      tasks.add(() -> account.ingest(List.of(event(ROWS + first, 2L * ROWS + first))).added());
    }
    AtOnce.run(tasks);
    List<String> old =
        account.list().stream()
            .filter(bounce -> bounce.created() >= 1_000 && bounce.created() < 2 * ROWS)
            .map(Bounce::email)
            .toList();
    assertEquals(List.of(), old);
    assertEquals(account.listedDays(), account.countedDays());
    account.deleteAll();
    assertEquals(List.of(), account.list());
    assertEquals(List.of(), account.countedDays());
  }

  private static BounceEvent event(int user, long at) {
    EmailAddress email = new EmailAddress("user" + user + "@x.org");
    return new BounceEvent(email, at, BounceType.BOUNCE, "", "", Verdict.NONE);
  }
}
