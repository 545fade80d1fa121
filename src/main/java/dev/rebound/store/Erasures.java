package dev.rebound.store;

import dev.rebound.domain.Erasure;
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
  private final SecureRandom random = new SecureRandom();

  /**
   * @param slot the slot of the day counts that this instance writes to
   */
  Erasures(Lanes lanes, short slot) {
    this.lanes = lanes;
    this.slot = slot;
  }

  /** Erases an address from one account after another. A repetition continues. */
  Future<Erasure.Result> erase(Erasure erasure) {
    return lanes
        .bulk()
        .run(EraseStatements.ACCOUNTS, Tuple.of(erasure.accountId()))
        .map(rows -> rows.stream().map(row -> row.getLong(0)).toList())
        .compose(accounts -> erase(erasure, accounts, new Erasure.Result(0, 0, 0)));
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
                deleteRows(erasure, accountId).map(rows -> new Erasure.Result(1, rows, events)));
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

  private Future<Long> deleteRows(Erasure erasure, long accountId) {
    Tuple parameters = Tuple.of(accountId, slot, erasure.email().text());
    Deletions.addOrigin(parameters, erasure.origin(), false);
    return lanes.bulk().run(EraseStatements.LIST, parameters).map(Bounces::count);
  }
}
