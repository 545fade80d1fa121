package dev.rebound.store;

import dev.rebound.domain.Erasure;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Erases addresses. */
final class Erasures {
  private static final int EVENT_BATCH = 1_000;
  private static final int SECRET_BYTES = 32;

  private final Lanes lanes;
  private final short slot;
  private final ErasedAddresses erased;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param slot the slot of the day counts that this instance writes to
   * @param erased the addresses that stay blocked
   */
  Erasures(Lanes lanes, short slot, ErasedAddresses erased) {
    this.lanes = lanes;
    this.slot = slot;
    this.erased = erased;
  }

  /** Erases an address from one account after another. A repetition continues. */
  Future<Erasure.Result> erase(Erasure erasure) {
    return lanes
        .bulk()
        .run(EraseStatements.ACCOUNTS, Tuple.of(erasure.accountId()))
        .map(rows -> rows.stream().map(row -> row.getLong(0)).toList())
        .compose(accounts -> erase(erasure, accounts, new Erasure.Result(0, 0, 0, 0)));
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

  // An account without the address gets no mark, so that its requests still cost nothing more.
  private Future<Long> deleteRowAndKeepHash(Erasure erasure, long accountId) {
    return lanes
        .bulk()
        .run(BounceStatements.FIND, Tuple.of(accountId, erasure.email().text()))
        .compose(
            rows ->
                rows.size() == 0
                    ? deleteRow(EraseStatements.LIST, parameters(erasure, accountId))
                    : erased
                        .mark(lanes.bulk(), accountId)
                        .compose(
                            marked ->
                                deleteRow(
                                    EraseStatements.LIST_KEEPING,
                                    parameters(erasure, accountId)
                                        .addBuffer(erased.hash(accountId, erasure.email())))));
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
