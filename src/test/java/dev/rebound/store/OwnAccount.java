package dev.rebound.store;

import dev.rebound.bounce.Account;
import dev.rebound.bounce.Bounce;
import dev.rebound.bounce.BounceDeletion;
import dev.rebound.bounce.BounceEvent;
import dev.rebound.bounce.BouncePage;
import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailAddress;
import dev.rebound.bounce.EmailFilter;
import dev.rebound.bounce.EventBatch;
import dev.rebound.bounce.IngestCounts;
import dev.rebound.bounce.Page;
import dev.rebound.bounce.TimeRange;
import dev.rebound.bus.Operations;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

  IngestCounts tell(List<BounceEvent> batch) {
    return SERVICE.ask(Operations.INGEST, new EventBatch(id, batch));
  }

  BouncePage page(TimeRange created, EmailFilter filter, Page page) {
    return SERVICE.ask(Operations.LIST_BOUNCES, new BounceQuery(id, created, filter, page));
  }

  /** All pages, which must be as many rows as the first one says. */
  List<Bounce> list(TimeRange created, EmailFilter filter, int limit) {
    List<Bounce> all = new ArrayList<>();
    long total;
    do {
      BouncePage next = page(created, filter, new Page(limit, all.size()));
      all.addAll(next.bounces());
      total = next.bounces().isEmpty() ? all.size() : next.total();
      if (next.total() != total) {
        throw new AssertionError(all.size() + " rows, but a total of " + next.total());
      }
    } while (all.size() < total);
    return all;
  }

  List<Bounce> list() {
    return list(TimeRange.ALL, EmailFilter.ANY, Page.MAX_LIMIT);
  }

  long delete(List<EmailAddress> emails) {
    return delete(new BounceDeletion.Addresses(emails));
  }

  long deleteAll() {
    return delete(new BounceDeletion.All());
  }

  private long delete(BounceDeletion.Selection selection) {
    return SERVICE.ask(Operations.DELETE_BOUNCES, new BounceDeletion(id, selection));
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
