package dev.rebound.store;

import dev.rebound.bounce.BatchLookup;
import dev.rebound.bounce.Bounce;
import dev.rebound.bounce.BounceDeletion;
import dev.rebound.bounce.BounceLookup;
import dev.rebound.bounce.BouncePage;
import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailAddress;
import dev.rebound.bounce.EmailFilter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** The bounce list. */
final class Bounces {
  private static final int TOGETHER = 256;
  private static final int WAITING = 10_000;

  private final Lanes lanes;
  private final FilteredPages filtered;
  private final short slot;
  private final Coalescer<Long, EmailAddress, Optional<Bounce>> lookups =
      new Coalescer<>(this::findTogether, TOGETHER, WAITING);

  /**
   * @param slot which of a day's counts this instance writes to
   */
  Bounces(Lanes lanes, short slot) {
    this.lanes = lanes;
    this.filtered = new FilteredPages(lanes, FilteredPages.BOUNDS);
    this.slot = slot;
  }

  Future<Optional<Bounce>> find(BounceLookup lookup) {
    return lookups.ask(lookup.accountId(), lookup.email());
  }

  private Future<List<Optional<Bounce>>> findTogether(Long accountId, List<EmailAddress> emails) {
    if (emails.size() == 1) {
      return lanes
          .quick()
          .run(BounceStatements.FIND, Tuple.of(accountId, emails.get(0).text()))
          .map(rows -> List.of(Rows.first(rows, Bounces::bounce)));
    }
    return find(lanes.quick(), accountId, emails);
  }

  /** The rows there are, in the order of the addresses. */
  Future<List<Bounce>> findMany(BatchLookup lookup) {
    return find(lanes.work(), lookup.accountId(), lookup.emails())
        .map(found -> found.stream().flatMap(Optional::stream).toList());
  }

  private static Future<List<Optional<Bounce>>> find(
      Lane lane, long accountId, List<EmailAddress> emails) {
    return lane.run(BounceStatements.FIND_MANY, Tuple.of(accountId).addArrayOfString(texts(emails)))
        .map(rows -> inOrder(emails, rows));
  }

  private static List<Optional<Bounce>> inOrder(List<EmailAddress> emails, RowSet<Row> rows) {
    Map<String, Bounce> found = new HashMap<>();
    for (Row row : rows) {
      Bounce bounce = bounce(row);
      found.put(bounce.email(), bounce);
    }
    List<Optional<Bounce>> answers = new ArrayList<>(emails.size());
    for (EmailAddress email : emails) {
      answers.add(Optional.ofNullable(found.get(email.text())));
    }
    return answers;
  }

  private static String[] texts(List<EmailAddress> emails) {
    return emails.stream().map(EmailAddress::text).toArray(String[]::new);
  }

  Future<BouncePage> page(BounceQuery query) {
    if (!(query.filter() instanceof EmailFilter.Any)) {
      return filtered.page(query);
    }
    Future<List<Bounce>> bounces =
        run(ListStatements.page(query)).map(rows -> Rows.all(rows, Bounces::bounce));
    if (query.after().isPresent()) {
      return bounces.map(all -> new BouncePage(all, OptionalLong.empty()));
    }
    Future<Long> total = run(ListStatements.count(query)).map(Bounces::count);
    return Future.all(bounces, total)
        .map(both -> new BouncePage(bounces.result(), OptionalLong.of(total.result())));
  }

  Future<Long> delete(BounceDeletion deletion) {
    if (deletion.selection() instanceof BounceDeletion.Addresses addresses) {
      Tuple parameters = Tuple.of(deletion.accountId(), slot, texts(addresses.emails()));
      return lanes.work().run(BounceStatements.DELETE_ADDRESSES, parameters).map(Bounces::count);
    }
    return lanes
        .bulk()
        .run(BounceStatements.DELETE_ALL, Tuple.of(deletion.accountId(), slot))
        .map(Bounces::count);
  }

  private Future<RowSet<Row>> run(ListStatements.Bound statement) {
    return lanes.work().run(statement.sql(), statement.parameters());
  }

  static Bounce bounce(Row row) {
    return new Bounce(row.getLong(0), row.getString(1), row.getString(2), row.getString(3));
  }

  static long count(RowSet<Row> rows) {
    return rows.iterator().next().getLong(0);
  }
}
