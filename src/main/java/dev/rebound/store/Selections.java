package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceScan;
import dev.rebound.domain.BounceSelection;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

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
    boolean isFirst = scan.after() == null;
    if (isFirst) {
      parameters.addInteger(scan.limit()).addLong(scan.offset());
    } else {
      parameters
          .addLong(scan.after().created())
          .addString(scan.after().email())
          .addInteger(scan.limit());
    }
    String sql =
        isFirst ? SelectionStatements.scan(selection) : SelectionStatements.scanAfter(selection);
    return lanes
        .work()
        .run(sql, parameters)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Bounces::bounce).toList());
  }

  Future<Long> count(BounceSelection selection) {
    return lanes
        .work()
        .run(SelectionStatements.count(selection), SelectionStatements.parameters(selection))
        .map(Bounces::count);
  }

  Future<Long> delete(BounceSelection selection) {
    Tuple parameters = SelectionStatements.parameters(selection).addShort(slot);
    Lane lane = selection.email() == null ? lanes.bulk() : lanes.work();
    return lane.run(SelectionStatements.delete(selection), parameters).map(Bounces::count);
  }
}
