package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceScan;
import dev.rebound.domain.BounceSelection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The list as the legacy API asks for it. */
final class Selections {
  private final Lanes lanes;
  private final short slot;

  /**
   * @param slot which of a day's counts this instance writes to
   */
  Selections(Lanes lanes, short slot) {
    this.lanes = lanes;
    this.slot = slot;
  }

  Future<List<Bounce>> scan(BounceScan scan) {
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
    return lanes.work().run(sql, parameters).map(rows -> Rows.all(rows, Bounces::bounce));
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
