package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeleteTest {
  private static final long SEED = 20_260_302;
  private static final int ROUNDS = 10;
  private static final EmailAddress ANN = new EmailAddress("ann@x.org");
  private static final EmailAddress BEN = new EmailAddress("ben@x.org");
  private static final EmailAddress EVE = new EmailAddress("eve@x.org");

  private static final String EVENTS =
      """
      SELECT email, fingerprint
      FROM bounce_event
      WHERE account_id = ?
      ORDER BY 1, 2
      """;

  private final OwnAccount account = new OwnAccount();
  private final OwnAccount neighbour = new OwnAccount();

  @Test
  void addressesGoAndAreCountedAsFarAsTheyAreOnTheList() {
    account.ingest(List.of(event(ANN, 17), event(BEN, 17), event(EVE, 90_000)));
    neighbour.ingest(List.of(event(ANN, 17)));
    EmailAddress nobody = new EmailAddress("nobody@x.org");
    assertEquals(2, account.delete(List.of(EVE, nobody, ANN, EVE)));
    assertEquals(0, account.delete(List.of(EVE, ANN)));
    assertEquals(0, account.delete(List.of()));
    assertEquals(List.of(bounce(BEN, 17)), account.list());
    assertEquals(List.of("1970-01-01 1"), account.countedDays());
    assertEquals(List.of(bounce(ANN, 17)), neighbour.list());
  }

  @Test
  void addressesOfSeveralBatchesAreOneDeletion() {
    List<EmailAddress> emails =
        IntStream.range(0, 2_000).mapToObj(i -> new EmailAddress("user" + i + "@x.org")).toList();
    account.ingest(emails.stream().skip(1_200).map(email -> event(email, 17)).toList());
    assertEquals(800, account.delete(emails));
    assertEquals(List.of(), account.list());
    assertEquals(List.of(), account.countedDays());
    assertEquals(List.of("800"), account.rows("SELECT rows FROM deletion WHERE account_id = ?"));
  }

  @Test
  void allGoesAndIsCountedAndIsNobodyElses() {
    account.ingest(List.of(event(ANN, 17), event(BEN, 18), event(EVE, 90_000)));
    neighbour.ingest(List.of(event(ANN, 17)));
    assertEquals(3, account.deleteAll());
    assertEquals(0, account.deleteAll());
    assertEquals(List.of(), account.list());
    assertEquals(List.of(), account.countedDays());
    assertEquals(List.of(bounce(ANN, 17)), neighbour.list());
  }

  @Test
  void theHistoryStaysAndBringsNothingBackWhenItIsToldAgain() {
    List<BounceEvent> events = List.of(event(ANN, 17), event(ANN, 18), event(BEN, 17));
    account.ingest(events);
    List<String> told = account.rows(EVENTS);
    account.delete(List.of(ANN));
    account.deleteAll();
    assertEquals(told, account.rows(EVENTS));
    assertEquals(new EventBatch.Counts(0, 0, 3), account.ingest(events));
    assertEquals(List.of(), account.list());
  }

  @Test
  void aNewEventPutsAnAddressBackWithATimeOfItsOwn() {
    account.ingest(List.of(event(ANN, 17)));
    account.delete(List.of(ANN));
    assertEquals(Optional.empty(), find(ANN));
    assertEquals(new EventBatch.Counts(1, 0, 0), account.ingest(List.of(event(ANN, 90_000))));
    assertEquals(Optional.of(bounce(ANN, 90_000)), find(ANN));
    assertEquals(List.of("1970-01-02 1"), account.countedDays());
  }

  @Test
  void theCountsStayRightWhileOthersTellAndDelete() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String seed = "seed " + (SEED + round);
      OwnAccount busy = new OwnAccount();
      RandomEvents random = new RandomEvents(new Random(SEED + round), 60);
      // No event twice, so that all of a batch that are no bounces count as added.
      List<BounceEvent> events = random.list(1500).stream().distinct().toList();
      List<Callable<Long>> tasks = new ArrayList<>();
      for (List<BounceEvent> batch : random.batches(events, 100)) {
        List<EmailAddress> emails = Stream.generate(random::email).limit(20).toList();
        tasks.add(() -> busy.ingest(batch).added() - unlisted(batch));
        tasks.add(() -> -busy.delete(emails));
        if (tasks.size() % 10 == 0) {
          tasks.add(() -> -busy.deleteAll());
        }
      }
      long listed = AtOnce.run(tasks).stream().mapToLong(Long::longValue).sum();
      assertEquals(listed, busy.list().size(), seed);
      assertEquals(busy.listedDays(), busy.countedDays(), seed);
    }
  }

  private static long unlisted(List<BounceEvent> batch) {
    return batch.stream().filter(event -> event.type() != BounceType.BOUNCE).count();
  }

  private Optional<Bounce> find(EmailAddress email) {
    return Optional.ofNullable(account.find(List.of(email)).get(email.text()));
  }

  private static BounceEvent event(EmailAddress email, long at) {
    return new BounceEvent(email, at, BounceType.BOUNCE, "550 no", "5.1.1", Verdict.NONE);
  }

  private static Bounce bounce(EmailAddress email, long created) {
    return new Bounce(created, email.text(), "550 no", "5.1.1");
  }
}
