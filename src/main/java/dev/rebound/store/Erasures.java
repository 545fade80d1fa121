package dev.rebound.store;

import dev.rebound.domain.Erasure;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;

/**
 * Erases addresses. An erasure does not see what a statement writes that runs beside it: a row put
 * back by an undeletion, or an event of an ingest that does not know of the hash yet. So it waits
 * until all statements have ended that began before, and erases once more.
 */
final class Erasures {
  private static final int EVENT_BATCH = 1_000;
  private static final int SECRET_BYTES = 32;
  private static final int POLL_MILLIS = 100;

  private final Vertx vertx;
  private final Lanes lanes;
  private final short slot;
  private final ErasedAddresses erased;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param slot the slot of the day counts that this instance writes to
   * @param erased the addresses that stay blocked
   */
  Erasures(Vertx vertx, Lanes lanes, short slot, ErasedAddresses erased) {
    this.vertx = vertx;
    this.lanes = lanes;
    this.slot = slot;
    this.erased = erased;
  }

  /** Erases an address from one account after another. A repetition continues. */
  Future<Erasure.Result> erase(Erasure erasure) {
    // Another process may have kept hashes a moment ago.
    return erased
        .refresh(lanes.bulk())
        .compose(read -> lanes.bulk().run(EraseStatements.ACCOUNTS, Tuple.of(erasure.accountId())))
        .map(rows -> rows.stream().map(row -> row.getLong(0)).toList())
        .compose(
            accounts ->
                eraseAll(erasure, accounts).compose(first -> repeat(erasure, accounts, first)));
  }

  private Future<Erasure.Result> repeat(
      Erasure erasure, List<Long> accounts, Erasure.Result before) {
    return lanes
        .bulk()
        .run(EraseStatements.NOW, Tuple.tuple())
        .compose(now -> awaitEarlier(now.iterator().next().getOffsetDateTime(0)))
        .compose(ended -> eraseAll(erasure, accounts))
        .compose(
            again -> {
              Erasure.Result both = before.repeated(again);
              // The hash of a row that is deleted only now is new to the statements beside it.
              return erasure.keepsBlocked() && again.rows() > 0
                  ? repeat(erasure, accounts, both)
                  : Future.succeededFuture(both);
            });
  }

  /** Waits until all transactions of the service have ended that began before. */
  private Future<Void> awaitEarlier(OffsetDateTime time) {
    return lanes
        .bulk()
        .run(EraseStatements.EARLIER, Tuple.of(time))
        .compose(
            running ->
                Bounces.count(running) == 0
                    ? Future.succeededFuture()
                    : vertx.timer(POLL_MILLIS).compose(waited -> awaitEarlier(time)));
  }

  private Future<Erasure.Result> eraseAll(Erasure erasure, List<Long> accounts) {
    return erase(erasure, accounts, new Erasure.Result(0, 0, 0, 0));
  }

  private Future<Erasure.Result> erase(
      Erasure erasure, List<Long> accounts, Erasure.Result before) {
    if (accounts.isEmpty()) {
      return Future.succeededFuture(before);
    }
    return erase(erasure, accounts.get(0))
        .compose(
            result -> erase(erasure, accounts.subList(1, accounts.size()), before.plus(result)));
  }

  // The events go first: retention remembers the removal of an address that has an event and no
  // row.
  private Future<Erasure.Result> erase(Erasure erasure, long accountId) {
    return eraseEvents(erasure, accountId, 0)
        .compose(
            events ->
                (erasure.keepsBlocked()
                        ? deleteRowAndKeepHash(erasure, accountId)
                        : deleteRowAndHash(erasure, accountId))
                    .compose(
                        rows ->
                            erased
                                .find(lanes.bulk(), accountId, List.of(erasure.email()))
                                .map(kept -> new Erasure.Result(1, rows, events, kept.size()))));
  }

  // An account without the address gets no mark, so that its requests still cost nothing more. A
  // row may come meanwhile.
  private Future<Long> deleteRowAndKeepHash(Erasure erasure, long accountId) {
    return lanes
        .bulk()
        .run(BounceStatements.FIND, Tuple.of(accountId, erasure.email().text()))
        .compose(
            rows ->
                rows.size() == 0
                    ? keepHash(erasure, accountId)
                        .compose(
                            deleted ->
                                deleted == 0
                                    ? Future.succeededFuture(deleted)
                                    : erased.mark(lanes.bulk(), accountId).map(deleted))
                    : erased
                        .mark(lanes.bulk(), accountId)
                        .compose(marked -> keepHash(erasure, accountId)));
  }

  private Future<Long> keepHash(Erasure erasure, long accountId) {
    Tuple parameters =
        parameters(erasure, accountId).addBuffer(erased.hash(accountId, erasure.email()));
    return deleteRow(EraseStatements.LIST_KEEPING, parameters);
  }

  private Future<Long> deleteRowAndHash(Erasure erasure, long accountId) {
    return deleteRow(EraseStatements.LIST, parameters(erasure, accountId))
        .compose(
            rows ->
                erased.mayHave(accountId)
                    ? erased
                        .forget(
                            lanes.bulk(),
                            accountId,
                            TimeRange.ALL,
                            List.of(erasure.email()),
                            erasure.origin())
                        .map(forgotten -> rows)
                    : Future.succeededFuture(rows));
  }

  private Future<Long> eraseEvents(Erasure erasure, long accountId, long before) {
    Tuple parameters = Tuple.of(accountId, erasure.email().text(), EVENT_BATCH, secret());
    return lanes
        .bulk()
        .run(EraseStatements.EVENTS, parameters)
        .map(Bounces::count)
        .compose(
            events ->
                events == 0
                    ? Future.succeededFuture(before)
                    : eraseEvents(erasure, accountId, before + events));
  }

  private String secret() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private Tuple parameters(Erasure erasure, long accountId) {
    Tuple parameters = Tuple.of(accountId, slot, erasure.email().text());
    return Deletions.addOrigin(parameters, erasure.origin(), false);
  }

  private Future<Long> deleteRow(String sql, Tuple parameters) {
    return lanes.bulk().run(sql, parameters).map(Bounces::count);
  }
}
