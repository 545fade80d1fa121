package dev.rebound.mirror;

import static dev.rebound.mirror.Lists.pages;
import static dev.rebound.mirror.Lists.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are gone there. */
class RemovedRowsTest {
  private static final long T = 1_700_000_000;

  private final Lists lists = new Lists();
  private final Api there = lists.there;
  private final Api here = lists.here;

  @AfterEach
  void close() {
    lists.close();
  }

  private void deleteThere(String... emails) {
    there.delete(Api.BOUNCES, "{\"emails\":[\"%s\"]}".formatted(String.join("\",\"", emails)));
  }

  @Test
  void theyAreReportedAndKept() throws Exception {
    there.ingest(rows(T, 0, 5));
    lists.pull();
    List<String> before = pages(here);
    deleteThere("1@x.org", "3@x.org");
    assertEquals(
        "full pass: 3 remote rows, 0 added, 0 updated, 3 unchanged, 2 removed remotely, 0 rejected, 0.0 s",
        lists.pull());
    assertEquals(before, pages(here));
  }

  @Test
  void theyAreTakenOffWhenThatIsAskedFor() throws Exception {
    there.ingest(rows(T, 0, 1500));
    there.ingest(BounceRow.at(T, "a+b-c/d?e%f#\u00e9@x.org"));
    lists.pull();
    for (int i = 0; i < 1400; i += 10) {
      deleteThere(i + "@x.org", (i + 1) + "@x.org");
    }
    deleteThere("a+b-c/d?e%f#\u00e9@x.org");
    assertEquals(
        "full pass: 1220 remote rows, 0 added, 0 updated, 1220 unchanged, 281 removed remotely (281 deleted), 0 rejected, 0.0 s",
        lists.pullAndDelete());
    assertEquals(pages(there), pages(here));
  }

  @Test
  void rowsOfOtherDoorsAreNeitherReportedNorTouched() throws Exception {
    here.ingest(rows(T, 0, 3));
    there.ingest(rows(T, 2, 5));
    List<String> expected = List.of("4@x.org", "3@x.org", "2@x.org", "1@x.org", "0@x.org");
    lists.pull();
    assertEquals(expected, here.emails(""));
    // Told here and there alike: it is not the mirror's, though it was there.
    deleteThere("2@x.org");
    assertTrue(lists.pullAndDelete().contains(" 0 removed remotely (0 deleted), "));
    assertEquals(expected, here.emails(""));
  }

  @Test
  void oneMirroredEventInALongHistoryIsFound() throws Exception {
    there.ingest(rows(T, 0, 2));
    lists.pull();
    StringBuilder later = new StringBuilder();
    for (int i = 1; i <= 250; i++) {
      later.append(BounceRow.at(T + i, "0@x.org").json()).append('\n');
    }
    here.ingest(later.toString());
    deleteThere("0@x.org");
    assertTrue(lists.pullAndDelete().contains(" 1 removed remotely (1 deleted), "));
    assertEquals(List.of("1@x.org"), here.emails(""));
  }

  @Test
  void oneThatIsThereAfterAllIsKept() throws Exception {
    there.ingest(rows(T, 0, 5));
    lists.pull();
    deleteThere("4@x.org");
    List<String> targets = lists.proxy.requests();
    int before = targets.size();
    // The list does not show a row that is there.
    lists.proxy.hook(
        (n, exchange) ->
            exchange.getRequestURI().getQuery() != null
                && SourceProxy.answer(
                    exchange,
                    200,
                    lists.proxy.sourceAnswer(exchange).replaceFirst("\\{[^{]*\"2@[^}]*},", "")));
    assertTrue(lists.pullAndDelete().contains(" 1 removed remotely (1 deleted), "));
    assertEquals(List.of("3@x.org", "2@x.org", "1@x.org", "0@x.org"), here.emails(""));
    assertTrue(targets.subList(before, targets.size()).contains(Api.BOUNCES + "/2%40x.org"));
  }

  @Test
  void anAnswerThatThereIsNoneByItsStatusCountsToo() throws Exception {
    there.ingest(rows(T, 0, 2));
    lists.pull();
    deleteThere("0@x.org");
    lists.proxy.hook(
        (n, exchange) ->
            exchange.getRequestURI().getQuery() == null
                && SourceProxy.answer(exchange, 404, "{\"errors\":[]}"));
    assertTrue(lists.pullAndDelete().contains(" 1 removed remotely (1 deleted), "));
    assertEquals(pages(there), pages(here));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aListThatIsWhollyEmptyAllOfASuddenIsAFaultAndNothingIsDeleted(boolean deletes)
      throws Exception {
    there.ingest(rows(T, 0, 3));
    lists.pull();
    List<String> before = pages(here);
    there.delete(Api.BOUNCES, "{\"delete_all\":true}");
    Mirror mirror = lists.mirror(deletes);
    for (int i = 0; i < 2; i++) {
      RemoteListException e = assertThrows(RemoteListException.class, () -> lists.line(mirror));
      assertTrue(e.getMessage().contains("nothing is deleted"), e.getMessage());
    }
    assertEquals(before, pages(here));
  }

  @Test
  void anEmptyListThereIsNoFaultWhereAllRowsAreOfOtherDoors() throws Exception {
    here.ingest(rows(T, 0, 3));
    assertTrue(lists.pullAndDelete().startsWith("full pass: 0 remote rows, "));
    assertEquals(3, here.emails("").size());
  }

  @Test
  void betweenFullPassesNothingIsDeleted() throws Exception {
    there.ingest(rows(T, 0, 3));
    Mirror mirror = lists.mirror(true);
    lists.line(mirror);
    deleteThere("1@x.org");
    lists.clock.advance(Duration.ofHours(1));
    lists.line(mirror);
    assertEquals(3, here.emails("").size());
    lists.clock.advance(Lists.DAY);
    lists.line(mirror);
    assertEquals(pages(there), pages(here));
  }

  @Test
  void aFaultWhileAskingAgainDeletesNoMoreAndTheNextPassGoesOn() throws Exception {
    there.ingest(rows(T, 0, 200));
    lists.pull();
    deleteThere(List.of(there.emails("?limit=120").toArray()).toArray(String[]::new));
    int before = lists.proxy.requests().size();
    lists.proxy.hook((n, exchange) -> n > before + 80 && SourceProxy.answer(exchange, 403, "{}"));
    assertThrows(RemoteListException.class, lists::pullAndDelete);
    assertEquals(150, here.emails("").size());
    lists.proxy.hook((n, exchange) -> false);
    assertTrue(lists.pullAndDelete().contains(" 70 removed remotely (70 deleted), "));
    assertEquals(pages(there), pages(here));
  }
}
