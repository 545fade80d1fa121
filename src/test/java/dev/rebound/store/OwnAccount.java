package dev.rebound.store;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.Classification;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.Verification;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An account of a test's own in the shared store, and what lies behind its list. */
final class OwnAccount {
  static final TestService SERVICE = TestService.shared();

  private static final Connection BEHIND = TestDatabase.connect(SERVICE.databaseUrl());

  private final long id;

  OwnAccount() {
    String name = SERVICE.createAccount(Account.ROOT, null);
    id = SERVICE.ask(Operations.FIND_ACCOUNT, name).orElseThrow().id();
  }

  long id() {
    return id;
  }

  EventBatch.Counts ingest(List<BounceEvent> batch) {
    return SERVICE.ask(Operations.INGEST, new EventBatch(id, EventBatch.Source.API, batch));
  }

  /** Asks for all of them before the first answer is in, so that small ones are put together. */
  List<EventBatch.Counts> ingestAtOnce(List<List<BounceEvent>> batches) {
    return batches.stream()
        .map(
            batch ->
                SERVICE.send(Operations.INGEST, new EventBatch(id, EventBatch.Source.API, batch)))
        .toList()
        .stream()
        .map(counts -> counts.await())
        .toList();
  }

  Map<String, Bounce> find(List<EmailAddress> emails) {
    return SERVICE.ask(Operations.FIND_BOUNCES, new Bounce.Lookup(id, emails)).bounces();
  }

  BouncePage page(TimeRange created, EmailFilter filter, Page page) {
    return SERVICE.ask(
        Operations.LIST_BOUNCES, new BouncePage.Query(id, created, filter, page, Optional.empty()));
  }

  /** All pages; where they tell a total, it must be of them all. */
  List<Bounce> list(TimeRange created, EmailFilter filter, int limit) {
    List<Bounce> all = new ArrayList<>();
    Set<Long> totals = new HashSet<>();
    BouncePage next;
    do {
      next = page(created, filter, new Page(limit, all.size()));
      all.addAll(next.bounces());
      next.total().ifPresent(totals::add);
    } while (next.bounces().size() == limit);
    if (!Set.of((long) all.size()).containsAll(totals)) {
      throw new AssertionError(all.size() + " rows, but totals of " + totals);
    }
    return all;
  }

  List<Bounce> list() {
    return list(TimeRange.ALL, EmailFilter.ANY, Page.MAX_LIMIT);
  }

  long delete(List<EmailAddress> emails) {
    return delete(new Bounce.Deletion.Addresses(emails));
  }

  long deleteAll() {
    return delete(new Bounce.Deletion.All());
  }

  private long delete(Bounce.Deletion.Selection selection) {
    return SERVICE.ask(Operations.DELETE_BOUNCES, new Bounce.Deletion(id, selection, deletion()));
  }

  /** The origin of a deletion that no request made. */
  static DeletionEntry.Origin deletion() {
    return DeletionEntry.Origin.now(DeletionEntry.Kind.V3_ALL, Optional.empty(), Optional.empty());
  }

  /** The list's rows by the day of their creation, as list_day has counted them. */
  List<String> countedDays() {
    return rows(
        """
        SELECT day, sum(n)
        FROM list_day
        WHERE account_id = ?
        GROUP BY day
        HAVING sum(n) <> 0
        ORDER BY day
        """);
  }

  /** The same, counted now. */
  List<String> listedDays() {
    return rows(
        """
        SELECT (created_at AT TIME ZONE 'UTC')::date, count(*)
        FROM bounce
        WHERE account_id = ?
        GROUP BY 1
        ORDER BY 1
        """);
  }

  /** Totals by day and class, and those of every class by day and domain, as the API tells them. */
  List<String> totals() {
    List<String> lines = new ArrayList<>(totals(Optional.empty()));
    for (Classification classification : Classification.values()) {
      totals(Optional.of(classification))
          .forEach(line -> lines.add(classification.label() + " " + line));
    }
    return lines;
  }

  private List<String> totals(Optional<Classification> classification) {
    TotalsPage.Query query =
        new TotalsPage.Query(
            id,
            classification,
            new TotalsPage.DayRange(TotalsPage.DayRange.FIRST, TotalsPage.DayRange.LAST));
    return SERVICE.ask(Operations.TOTALS, query).totals().stream()
        .map(total -> total.day() + " " + total.name() + " " + total.count())
        .toList();
  }

  /** The same, counted now over every event. */
  List<String> naiveTotals() {
    List<String> lines =
        new ArrayList<>(
            rows(
                """
                SELECT (occurred_at AT TIME ZONE 'UTC')::date, classification, count(*)
                FROM bounce_event
                WHERE account_id = ? AND type <> 'dropped'
                GROUP BY 1, 2
                ORDER BY 1, 3 DESC, classification COLLATE "C"
                """));
    lines.addAll(
        rows(
            """
            SELECT classification, (occurred_at AT TIME ZONE 'UTC')::date, split_part(email, '@', 2) COLLATE "C", count(*)
            FROM bounce_event
            WHERE account_id = ? AND type <> 'dropped'
            GROUP BY 1, 2, 3
            ORDER BY classification COLLATE "C", 2, 4 DESC, 3
            """));
    return lines;
  }

  Verification verify(boolean repair) {
    return SERVICE.ask(Operations.VERIFY, new Verification.Request(id, repair));
  }

  /** Rows as text, a blank between two columns. The account is the statement's one parameter. */
  List<String> rows(String sql) {
    try (PreparedStatement statement = BEHIND.prepareStatement(sql)) {
      statement.setLong(1, id);
      return texts(statement.executeQuery());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.add(result.getString(i));
      }
      rows.add(String.join(" ", row));
    }
    return rows;
  }
}
