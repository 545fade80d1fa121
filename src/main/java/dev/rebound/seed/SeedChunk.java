package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventSource;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * Some rows of a plan as COPY data.
 *
 * @param bounces rows of {@code bounce}
 * @param events rows of {@code bounce_event}
 */
record SeedChunk(int rows, long eventCount, ByteBuffer bounces, ByteBuffer events) {
  private static final int BYTES_A_ROW = 320;
  private static final int BOUNCE_COLUMNS = 8;
  private static final int EVENT_COLUMNS = 10;

  /**
   * Generates rows.
   *
   * @param accountIds the ids of the plan's accounts, in the plan's order
   * @param from the first row
   * @param to the row after the last one
   */
  static SeedChunk generate(SeedGenerator generator, long[] accountIds, long from, long to) {
    int rows = (int) (to - from);
    CopyData bounces = new CopyData(rows * BYTES_A_ROW);
    CopyData events = new CopyData(rows * BYTES_A_ROW * 3 / 2);
    long eventCount = 0;
    for (long number = from; number < to; number++) {
      SeedRow row = generator.row(number);
      long account = accountIds[row.account()];
      addBounce(bounces, account, row);
      Stream.concat(row.bounces().stream(), row.blocks().stream())
          .forEach(event -> addEvent(events, account, event));
      eventCount += row.bounces().size() + row.blocks().size();
    }
    return new SeedChunk(rows, eventCount, bounces.end(), events.end());
  }

  // The columns of SeedStatements.COPY_BOUNCES.
  private static void addBounce(CopyData data, long account, SeedRow row) {
    BounceEvent newest = row.newest();
    data.row(BOUNCE_COLUMNS)
        .number(account)
        .text(newest.email().text())
        .time(row.createdAt())
        .text(newest.reason())
        .text(newest.status())
        .text(newest.verdict().classification().label())
        .time(newest.occurredAt())
        .id(newest.fingerprint());
  }

  // The columns of SeedStatements.COPY_EVENTS.
  private static void addEvent(CopyData data, long account, BounceEvent event) {
    data.row(EVENT_COLUMNS)
        .number(account)
        .time(event.occurredAt())
        .id(event.fingerprint())
        .text(event.email().text())
        .text(event.type().label())
        .text(event.reason())
        .text(event.status())
        .text(event.verdict().classification().label())
        .text(event.verdict().rule())
        .text(EventSource.IMPORT.label());
  }
}
