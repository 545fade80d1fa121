package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceSelection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Reads, counts and deletes selections of the list, for the legacy API. */
final class Selections {
  private final Lanes lanes;
  private final short slot;

  /**
   * @param slot the slot of the day counts that this instance writes to
   */
  Selections(Lanes lanes, short slot) {
    this.lanes = lanes;
    this.slot = slot;
  }

  Future<List<Bounce>> scan(BounceSelection.Scan scan) {
    BounceSelection selection = scan.selection();
    Tuple parameters = SelectionStatements.parameters(selection);
    String sql;
    if (scan.after().isEmpty()) {
      sql = SelectionStatements.scan(selection);
      parameters.addInteger(scan.limit()).addLong(scan.offset());
    } else {
      Bounce last = scan.after().get();
      sql = SelectionStatements.scanAfter(selection);
      parameters.addLong(last.created()).addString(last.email()).addInteger(scan.limit());
    }
    return lanes.work().run(sql, parameters).map(Bounces::all);
  }

  Future<Long> count(BounceSelection selection) {
    return lanes
        .work()
        .run(SelectionStatements.count(selection), SelectionStatements.parameters(selection))
        .map(Bounces::count);
  }

  Future<Long> delete(BounceSelection selection) {
    Tuple parameters = SelectionStatements.parameters(selection).addShort(slot);
    Lane lane = selection.email().isEmpty() ? lanes.bulk() : lanes.work();
    return lane.run(SelectionStatements.delete(selection), parameters).map(Bounces::count);
  }
}
