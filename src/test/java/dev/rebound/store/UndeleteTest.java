package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.Verdict;
import dev.rebound.retention.BatchPass;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleted rows that come back, and the end of those that do not. */
class UndeleteTest {
  private static final String LIST =
      """
      SELECT email, created_at, reason, status, classification, last_event_at, last_fingerprint
      FROM bounce
      WHERE account_id = ?
      ORDER BY 1
      """;
  private static final String KEPT =
      "SELECT email FROM bounce_deleted WHERE account_id = ? ORDER BY 1";

  private final OwnAccount account = new OwnAccount();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theListAndItsCountsAreAsBefore(long seed) {
    Random random = new Random(seed);
    RandomEvents generator = new RandomEvents(random, 40);
    List<BounceEvent> events = generator.list(300);
    account.ingest(events);
    if (random.nextBoolean()) {
      cutHistory();
    }
    List<String> list = account.rows(LIST);
    List<String> days = account.countedDays();
    List<String> totals = account.totals();
    List<UUID> deletions = deleteAtRandom(random, generator);
    assertEquals(list.size() - account.list().size(), account.rows(KEPT).size());
    Collections.shuffle(deletions, random);
    deletions.forEach(this::undelete);
    assertEquals(list, account.rows(LIST));
    assertEquals(days, account.countedDays());
    assertEquals(totals, account.totals());
    assertEquals(List.of(), account.rows(KEPT));
    assertTrue(account.verify(false).isClean());
    for (List<BounceEvent> batch : generator.batches(events, 60)) {
      assertEquals(new EventBatch.Counts(0, 0, batch.size()), account.ingest(batch));
    }
    assertEquals(list, account.rows(LIST));
  }

  private List<UUID> deleteAtRandom(Random random, RandomEvents generator) {
    List<UUID> deletions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<EmailAddress> some =
          Stream.generate(generator::email).limit(1 + random.nextInt(6)).distinct().toList();
      deletions.add(
          switch (random.nextInt(4)) {
            case 0 -> delete(new Bounce.Deletion.Addresses(some));
            case 1 -> delete(matching(TimeRange.ALL, some, Optional.empty()));
            case 2 ->
                delete(
                    matching(
                        new TimeRange(random.nextInt(90_000), 1_700_000_000),
                        List.of(),
                        Optional.of(BounceSelection.Severity.HARD)));
            default ->
                delete(
                    random.nextInt(3) == 0
                        ? new Bounce.Deletion.All()
                        : matching(
                            new TimeRange(0, random.nextInt(2)), List.of(), Optional.empty()));
          });
    }
    return deletions;
  }

  private Bounce.Deletion.Matching matching(
      TimeRange created, List<EmailAddress> emails, Optional<BounceSelection.Severity> severity) {
    return new Bounce.Deletion.Matching(
        new BounceSelection(account.id(), created, emails, severity));
  }

  @Test
  void aListOfManyBatchesComesBack() {
    for (int from = 0; from < 11_000; from += 1_000) {
      account.ingest(
          IntStream.range(from, from + 1_000).mapToObj(i -> event("user" + i, 1 + i)).toList());
    }
    List<String> list = account.rows(LIST);
    UUID deletion = delete(new Bounce.Deletion.All());
    assertEquals(List.of(), account.list());
    assertEquals(new DeletionEntry.Restored(11_000, 11_000), undelete(deletion));
    assertEquals(list, account.rows(LIST));
    assertEquals(account.listedDays(), account.countedDays());
    assertEquals(new DeletionEntry.Restored(0, 0), undelete(deletion));
    DeletionEntry entry = entries().get(0);
    assertEquals(11_000, entry.rows());
    assertEquals(11_000, entry.restored());
  }

  @Test
  void anAddressThatIsOnTheListAgainStaysAsItIs() {
    account.ingest(List.of(event("a", 5), event("b", 6)));
    UUID deletion = delete(new Bounce.Deletion.All());
    account.ingest(List.of(event("a", 90_000)));
    assertEquals(new DeletionEntry.Restored(2, 1), undelete(deletion));
    assertEquals(
        List.of("a@x.org 90000", "b@x.org 6"),
        account.list().stream().map(row -> row.email() + " " + row.created()).toList());
    assertEquals(account.listedDays(), account.countedDays());
    assertEquals(1, entries().get(0).restored());
  }

  @Test
  void aDeletionIsOfItsAccount() {
    account.ingest(List.of(event("a", 5)));
    UUID deletion = delete(new Bounce.Deletion.All());
    OwnAccount other = new OwnAccount();
    assertEquals(
        new DeletionEntry.Restored(0, 0),
        OwnAccount.SERVICE.ask(
            Operations.UNDELETE, new DeletionEntry.Undeletion(other.id(), deletion)));
    assertEquals(List.of(), other.list());
    assertEquals(new DeletionEntry.Restored(1, 1), undelete(deletion));
  }

  @Test
  void theCountsStayRightWhileOthersIngestAndDelete() throws Exception {
    RandomEvents random = new RandomEvents(new Random(7), 60);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (List<BounceEvent> batch : random.batches(random.list(1_500), 100)) {
      List<EmailAddress> some = Stream.generate(random::email).limit(20).toList();
      tasks.add(() -> account.ingest(batch) != null);
      tasks.add(() -> undelete(delete(new Bounce.Deletion.Addresses(some))) != null);
      tasks.add(() -> undelete(delete(new Bounce.Deletion.All())) != null);
    }
    AtOnce.run(tasks);
    assertEquals(account.listedDays(), account.countedDays());
    assertTrue(account.verify(false).isClean());
  }

  @Test
  void oldRowsAreRemovedAndNewOnesStay() {
    account.ingest(List.of(event("a", 5), event("b", 6)));
    UUID old = delete(new Bounce.Deletion.Addresses(List.of(new EmailAddress("a@x.org"))));
    Instant between = Instant.now().plusMillis(1);
    while (Instant.now().isBefore(between.plusMillis(1))) {
      Thread.onSpinWait();
    }
    UUID young = delete(new Bounce.Deletion.All());
    long removed =
        BatchPass.removingKeptRows(
                OwnAccount.SERVICE.bus(), delay -> Future.succeededFuture(), between)
            .run()
            .await();
    assertTrue(removed >= 1);
    assertEquals(List.of("b@x.org"), account.rows(KEPT));
    assertEquals(new DeletionEntry.Restored(0, 0), undelete(old));
    assertEquals(new DeletionEntry.Restored(1, 1), undelete(young));
    assertEquals(2, entries().size());
  }

  @Test
  void noRowsAreKeptForNoDays() {
    try (TestService service = TestService.start(Map.of("REBOUND_DELETIONS_KEEP_DAYS", "0"))) {
      Api api = service.account();
      api.ingest(BounceRow.at(1, "a@x.org"));
      assertEquals(204, api.delete(Api.BOUNCES + "/a@x.org").statusCode());
      String deletions = api.get("/rebound/v1/deletions").body();
      UUID id = UUID.fromString(deletions.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"));
      for (Account each : service.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)) {
        assertEquals(
            new DeletionEntry.Restored(0, 0),
            service.ask(Operations.UNDELETE, new DeletionEntry.Undeletion(each.id(), id)));
      }
    }
  }

  private void cutHistory() {
    HistoryEvent.Cut cut = new HistoryEvent.Cut(account.id(), LocalDate.of(2000, 1, 1));
    OwnAccount.SERVICE.ask(Operations.CUT_HISTORY, cut);
    OwnAccount.SERVICE.ask(Operations.DELETE_HISTORY, cut);
  }

  private UUID delete(Bounce.Deletion.Selection selection) {
    DeletionEntry.Origin origin = OwnAccount.deletion();
    OwnAccount.SERVICE.ask(
        Operations.DELETE_BOUNCES, new Bounce.Deletion(account.id(), selection, origin));
    return origin.id();
  }

  private DeletionEntry.Restored undelete(UUID deletion) {
    return OwnAccount.SERVICE.ask(
        Operations.UNDELETE, new DeletionEntry.Undeletion(account.id(), deletion));
  }

  private List<DeletionEntry> entries() {
    return OwnAccount.SERVICE.ask(
        Operations.LIST_DELETIONS, new DeletionEntry.Query(account.id(), Optional.empty(), 500));
  }

  private static BounceEvent event(String name, long at) {
    EmailAddress email = new EmailAddress(name + "@x.org");
    return new BounceEvent(email, at, BounceType.BOUNCE, "550 no", "5.1.1", Verdict.NONE);
  }
}
