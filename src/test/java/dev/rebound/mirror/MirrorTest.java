package dev.rebound.mirror;

import static dev.rebound.mirror.Lists.pages;
import static dev.rebound.mirror.Lists.rows;
import static dev.rebound.mirror.Lists.sources;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pulled, and what a pull makes of the list here. */
class MirrorTest {
  private static final long T = 1_700_000_000;

  private final Lists lists = new Lists();
  private final Api there = lists.there;
  private final Api here = lists.here;

  @AfterEach
  void close() {
    lists.close();
  }

  @Test
  void theFirstPullMakesTheListsEqualByteForByte() throws Exception {
    there.ingest(
        BounceRow.at(T, "a@x.org").because("550 5.1.1 <a@x.org>: gone \\ \"really\" ", "5.1.1"),
        BounceRow.at(T, "b+c@x.org").because("", ""),
        BounceRow.at(T + 1, "\u00e9t\u00e9@caf\u00e9.fr").because("Unable \ud83d\ude00", "550"),
        BounceRow.at(0, "long@x.org").because("\u20ac".repeat(3000), "5.0.0"),
        BounceRow.at(253_402_300_798L, "late@x.org").because("Invalid Domain", "4.4.4"));
    assertEquals(
        "full pass: 5 remote rows, 5 added, 0 updated, 0 unchanged, 0 removed remotely, 0 rejected, 0.0 s",
        lists.pull());
    assertEquals(pages(there), pages(here));
    assertEquals(List.of("mirror"), sources(here, "a@x.org"));
  }

  @Test
  void anEmptyListIsPulledToo() throws Exception {
    assertEquals(
        "full pass: 0 remote rows, 0 added, 0 updated, 0 unchanged, 0 removed remotely, 0 rejected, 0.0 s",
        lists.pull());
    assertEquals(1, lists.proxy.requests().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 100, 70})
  void thousandsOfRowsInOneSecondArePulledWholeInPagesOfAnySize(int pageSize) throws Exception {
    there.ingest(rows(T, 0, 2300));
    there.ingest(rows(T + 1, 2300, 2450));
    there.ingest(rows(T - 1, 2450, 3200));
    lists.proxy.clamp(pageSize);
    assertTrue(
        lists.pull().startsWith("full pass: 3200 remote rows, 3200 added, 0 updated, 0 unchang"));
    assertEquals(pages(there), pages(here));
  }

  @Test
  void aPullOfWhatIsKnownTellsNothing() throws Exception {
    there.ingest(rows(T, 0, 20));
    lists.pull();
    assertEquals(
        "full pass: 20 remote rows, 0 added, 0 updated, 20 unchanged, 0 removed remotely (0 deleted), 0 rejected, 0.0 s",
        lists.pullAndDelete());
    assertEquals(List.of("mirror"), sources(here, "7@x.org"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rowsThatComeAndGoBetweenTwoPagesLeaveTheListsEqualInTheEnd(long seed) throws Exception {
    there.ingest(rows(T, 0, 1200));
    there.ingest(rows(T - 1, 1200, 1900));
    Random random = new Random(seed);
    lists.proxy.hook(
        (n, exchange) -> {
          int at = random.nextInt(1890);
          there.delete(Api.BOUNCES, "{\"emails\":[\"%d@x.org\",\"%d@x.org\"]}".formatted(at, 7));
          there.ingest(rows(T - random.nextInt(2), 10_000 * n, 10_000 * n + random.nextInt(5) + 1));
          return false;
        });
    lists.pull();
    lists.proxy.hook((n, exchange) -> false);
    for (String email : there.emails("?limit=500&offset=900")) {
      boolean isNew = Integer.parseInt(email.replace("@x.org", "")) >= 10_000;
      assertTrue(isNew || !here.get(Api.BOUNCES + "/" + email).body().equals("[]"));
    }
    lists.pullAndDelete();
    assertEquals(pages(there), pages(here));
  }

  @Test
  void anAddressThatBouncedAgainThereTakesItsNewReasonAndKeepsItsTime() throws Exception {
    there.ingest(rows(T, 0, 3));
    lists.pull();
    there.ingest(BounceRow.at(T + 90, "1@x.org").because("552 full", "5.2.2"));
    assertTrue(lists.pull().contains(" 0 added, 1 updated, 2 unchanged, "));
    assertEquals(pages(there), pages(here));
    assertTrue(lists.pull().contains(" 0 added, 0 updated, 3 unchanged, "));
    there.ingest(BounceRow.at(T + 99, "1@x.org").because("550 gone", "5.1.1"));
    lists.clock.advance(Duration.ofSeconds(1));
    assertTrue(lists.pull().contains(" 0 added, 1 updated, 2 unchanged, "));
    assertEquals(pages(there), pages(here));
  }

  @Test
  void aClockThatIsBehindMovesNoRow() throws Exception {
    long future = lists.clock.instant().getEpochSecond() + 1000;
    there.ingest(rows(future, 0, 1));
    lists.pull();
    there.ingest(BounceRow.at(future + 9, "0@x.org").because("552 full", "5.2.2"));
    lists.pull();
    assertEquals(pages(there), pages(here));
  }

  @Test
  void anEarlierTimeThereMovesARowThatAnotherDoorTold() throws Exception {
    here.ingest(BounceRow.at(T + 5, "0@x.org").because("550 no such user 0", "5.1.1"));
    there.ingest(rows(T, 0, 1));
    assertTrue(lists.pull().contains(" 0 added, 1 updated, 0 unchanged, "));
    assertEquals(pages(there), pages(here));
  }

  @Test
  void anAddressThatWasTakenOffHereComesBackWithANewBounceOnly() throws Exception {
    there.ingest(rows(T, 0, 1));
    lists.pull();
    here.delete(Api.BOUNCES + "/0@x.org");
    lists.pull();
    assertEquals("[]", here.list());
    there.delete(Api.BOUNCES + "/0@x.org");
    there.ingest(rows(T + 60, 0, 1));
    lists.pull();
    assertEquals(pages(there), pages(here));
  }

  @Test
  void betweenFullPassesOnlyWhatIsNewIsAskedFor() throws Exception {
    there.ingest(rows(T, 0, 700));
    Mirror mirror = lists.mirror();
    lists.line(mirror);
    // Of the same second as the newest that was seen, and of a later one.
    there.ingest(rows(T, 700, 703));
    there.ingest(rows(T + 1, 703, 710));
    int before = lists.proxy.requests().size();
    lists.clock.advance(Lists.DAY.minusSeconds(1));
    assertEquals(
        "incremental pass: 710 remote rows, 10 added, 0 updated, 700 unchanged, 0 rejected, 0.0 s",
        lists.line(mirror));
    List<String> requests = lists.proxy.requests();
    requests
        .subList(before, requests.size())
        .forEach(r -> assertTrue(r.contains("start_time=" + T)));
    assertEquals(pages(there), pages(here));
    assertTrue(
        lists.line(mirror).startsWith("incremental pass: 7 remote rows, 0 added, 0 updated, 7 un"));
    lists.clock.advance(Duration.ofSeconds(1));
    assertTrue(
        lists.line(mirror).startsWith("full pass: 710 remote rows, 0 added, 0 updated, 710 unch"));
  }

  @Test
  void aRowOfTheFutureHidesNoneThatComesBeforeIt() throws Exception {
    there.ingest(BounceRow.at(4_000_000_000L, "late@x.org"));
    Mirror mirror = lists.mirror();
    lists.line(mirror);
    there.ingest(BounceRow.at(lists.clock.instant().getEpochSecond() + 5, "now@x.org"));
    assertTrue(lists.line(mirror).startsWith("incremental pass: 2 remote rows, 1 added, "));
    assertEquals(pages(there), pages(here));
  }

  @Test
  void aSubusersListIsPulledOnItsBehalf() throws Exception {
    TestService service = TestService.shared();
    String parent = service.createAccount(Account.ROOT, null);
    String subuser = service.createAccount(parent, null);
    Api itsOwn = service.api(service.createKey(subuser, Scope.ALL));
    itsOwn.ingest(rows(T, 0, 2));
    RemoteList other =
        lists.otherList(
            service.createKey(parent, Scope.ALL), Optional.of(subuser), Duration.ofSeconds(30));
    assertEquals(2, new Mirror(other, lists.clock, Lists.DAY, false).pull(lists.own).remoteRows());
    assertEquals(pages(itsOwn), pages(here));
  }

  @Test
  void aRowThatCannotBeReadIsReportedAndTheOthersArePulled() throws Exception {
    there.ingest(rows(T, 0, 3));
    lists.proxy.hook(
        (n, exchange) ->
            SourceProxy.answer(
                exchange,
                200,
                lists
                    .proxy
                    .sourceAnswer(exchange)
                    .replace("1@x.org", "nobody")
                    .replaceFirst("\"created\":" + T + ",\"email\":\"2@", "\"email\":\"2@")));
    PassReport report = lists.mirror().pull(lists.own);
    assertEquals(
        "full pass: 1 remote rows, 1 added, 0 updated, 0 unchanged, 0 removed remotely, 2 rejected, 0.0 s",
        report.line());
    assertEquals("created", report.rejected().get(0).field().orElseThrow());
    assertEquals("email", report.rejected().get(1).field().orElseThrow());
    assertEquals(List.of("0@x.org"), here.emails(""));
  }

  @Test
  void whatElseARowMaySayItIsABounce() throws Exception {
    lists.proxy.hook(
        (n, exchange) ->
            SourceProxy.answer(
                exchange,
                200,
                n == 1
                    ? "[{\"created\":5,\"email\":\"A@X.org\",\"reason\":\"r\",\"status\":\"4\",\"type\":\"blocked\"}]"
                    : "[]"));
    lists.pull();
    assertEquals(BounceRow.array(BounceRow.at(5, "a@x.org").because("r", "4")), here.list());
  }
}
