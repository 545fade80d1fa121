package dev.rebound.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.Verdict;
import dev.rebound.ingest.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walk over lists in memory that change with every page. */
class ListScannerPropertyTest {
  private static final int RUNS = 300;

  private final Random random = new Random(20_260_301);
  private int named;

  /** A list as the API answers it: newest first, within a second by address, descending. */
  private static final class Source {
    final TreeSet<BounceEvent> rows =
        new TreeSet<>(
            Comparator.comparingLong(BounceEvent::occurredAt)
                .thenComparing(BounceEvent::email)
                .reversed());
    int pageSize;
    int requests;

    List<Row> page(TimeRange created, long offset) {
      requests++;
      return rows.stream()
          .filter(row -> row.occurredAt() <= created.to() && row.occurredAt() >= created.from())
          .skip(offset)
          .limit(pageSize)
          .<Row>map(Row.Event::new)
          .toList();
    }
  }

  /** What was given out. */
  private static final class Taken implements ListScanner.RowHandler {
    final Set<EmailAddress> emails = new HashSet<>();
    final List<RejectedRow> rejected = new ArrayList<>();

    @Override
    public boolean hasSeen(EmailAddress email) {
      return emails.contains(email);
    }

    @Override
    public void accept(BounceEvent row) {
      emails.add(row.email());
    }

    @Override
    public void reject(RejectedRow row) {
      rejected.add(row);
    }
  }

  private BounceEvent row(long created) {
    EmailAddress email = new EmailAddress(random.nextInt(1000) + "-" + named++ + "@x.org");
    return new BounceEvent(email, created, BounceType.BOUNCE, "", "", Verdict.NONE);
  }

  @Test
  void whatIsThereFromStartToEndIsGivenOutWhateverComesAndGoesMeanwhile() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      Source source = new Source();
      source.pageSize = 45 + random.nextInt(60);
      int seconds = 1 + random.nextInt(8);
      fill(source, random.nextInt(1200), seconds);
      Set<BounceEvent> throughout = new HashSet<>(source.rows);
      Taken taken = new Taken();
      ListScanner.PageSource pages =
          (created, offset) -> {
            change(source, throughout, seconds);
            return source.page(created, offset);
          };
      new ListScanner(pages, taken, TimeRange.ALL).scan();
      for (BounceEvent row : throughout) {
        assertTrue(taken.emails.contains(row.email()), "run " + run + " missed a row");
      }
    }
  }

  /** Mostly less than the overlap between two pages, now and then far more. */
  private void change(Source source, Set<BounceEvent> throughout, int seconds) {
    int most = random.nextInt(10) == 0 ? 100 : 10;
    List<BounceEvent> rows = new ArrayList<>(source.rows);
    for (int i = random.nextInt(most); i > 0 && !rows.isEmpty(); i--) {
      BounceEvent gone = rows.get(random.nextInt(rows.size()));
      source.rows.remove(gone);
      throughout.remove(gone);
    }
    fill(source, random.nextInt(most), seconds);
  }

  private void fill(Source source, int count, int seconds) {
    for (int i = 0; i < count; i++) {
      source.rows.add(row(1_700_000_000L + random.nextInt(seconds)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 21, 22, 100, 499, 500})
  void whateverTheSizeOfAPageAListIsReadWhole(int pageSize) throws Exception {
    for (int count : new int[] {0, 1, 2, pageSize - 1, pageSize, pageSize + 1, 1200}) {
      for (int seconds : new int[] {1, 3, 1000}) {
        Source source = new Source();
        source.pageSize = pageSize;
        fill(source, count, seconds);
        Taken taken = new Taken();
        new ListScanner(source::page, taken, TimeRange.ALL).scan();
        assertEquals(source.rows.size(), taken.emails.size(), count + " in " + seconds);
      }
    }
  }

  @Test
  void aListWithoutChangesIsReadWithFewRequestsTooMany() throws Exception {
    Source source = new Source();
    source.pageSize = 500;
    fill(source, 20_000, 1_000_000);
    new ListScanner(source::page, new Taken(), TimeRange.ALL).scan();
    assertTrue(source.requests <= 45, source.requests + " requests");
  }

  @Test
  void onlyTheTimeThatIsAskedForIsRead() throws Exception {
    Source source = new Source();
    source.pageSize = 10;
    fill(source, 300, 30);
    Taken taken = new Taken();
    new ListScanner(source::page, taken, new TimeRange(1_700_000_010L, Long.MAX_VALUE)).scan();
    long expected = source.rows.stream().filter(r -> r.occurredAt() >= 1_700_000_010L).count();
    assertEquals(expected, taken.emails.size());
  }

  @Test
  void rejectedRowsAreToldOnceAndHideNoOthers() throws Exception {
    Source source = new Source();
    source.pageSize = 60;
    fill(source, 900, 3);
    Taken taken = new Taken();
    // Every fifth place of the whole list holds a row that cannot be read.
    List<Row> rows = new ArrayList<>();
    for (BounceEvent row : source.rows) {
      if (rows.size() % 5 == 4) {
        rows.add(new Row.Rejected(new RejectedRow(0, "email", "must be an email address")));
      }
      rows.add(new Row.Event(row));
    }
    ListScanner.PageSource pages =
        (created, offset) -> {
          int from = 0;
          while (from < rows.size()
              && !(rows.get(from) instanceof Row.Event told
                  && told.event().occurredAt() <= created.to())) {
            from++;
          }
          return rows.stream().skip(from + offset).limit(source.pageSize).toList();
        };
    new ListScanner(pages, taken, TimeRange.ALL).scan();
    assertEquals(900, taken.emails.size());
    assertEquals(rows.size() - 900, taken.rejected.size());
  }

  @Test
  void aPageOfRejectedRowsAloneEndsTheWalkToo() throws Exception {
    Row bad = new Row.Rejected(new RejectedRow(0, "not valid JSON"));
    Taken taken = new Taken();
    List<Row> rows = List.of(bad, bad, bad);
    new ListScanner((created, offset) -> rows.stream().skip(offset).toList(), taken, TimeRange.ALL)
        .scan();
    assertEquals(3, taken.rejected.size());
  }

  @Test
  void aListThatIsEmptiedBetweenTwoPagesEndsTheWalk() throws Exception {
    Source source = new Source();
    source.pageSize = 100;
    fill(source, 20_000, 1);
    ListScanner.PageSource pages =
        (created, offset) -> {
          if (offset > 10_000) {
            source.rows.clear();
          }
          return source.page(created, offset);
        };
    new ListScanner(pages, new Taken(), TimeRange.ALL).scan();
    assertEquals(List.of(), source.page(TimeRange.ALL, 0));
  }

  @Test
  void anOffsetWithoutEffectIsNotFollowedForEver() {
    Source source = new Source();
    source.pageSize = 500;
    fill(source, 700, 1);
    assertGivesUp(source, (created, offset) -> source.page(created, 0));
  }

  @Test
  void anEndTimeWithoutEffectIsNoticed() {
    Source source = new Source();
    source.pageSize = 50;
    fill(source, 700, 100);
    assertGivesUp(source, (created, offset) -> source.page(TimeRange.ALL, offset));
  }

  @Test
  void anotherOrderIsNoticed() {
    Source source = new Source();
    source.pageSize = 50;
    fill(source, 700, 100);
    assertGivesUp(
        source,
        (created, offset) -> {
          List<Row> page = new ArrayList<>(source.page(created, offset));
          Collections.reverse(page);
          return page;
        });
  }

  private static void assertGivesUp(Source source, ListScanner.PageSource pages) {
    ListScanner scanner = new ListScanner(pages, new Taken(), TimeRange.ALL);
    assertThrows(RemoteListException.class, scanner::scan);
    assertTrue(source.requests <= 30, source.requests + " requests");
  }
}
