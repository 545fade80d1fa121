package dev.rebound.ingest;

import dev.rebound.domain.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an input held besides events, in bounded memory. For one thread at a time. */
public final class RejectedRows {
  /** Rejected rows that are kept; more are only counted. */
  public static final int MAX_KEPT = 1000;

  private final List<RejectedRow> rejected = new ArrayList<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private long rejections;

  /** Takes a row that holds no event. */
  public void add(Row row) {
    if (row instanceof Row.Ignored passedOver) {
      ignored.merge(passedOver.kind(), 1L, Long::sum);
    } else if (row instanceof Row.Rejected bad) {
      rejections++;
      if (rejected.size() < MAX_KEPT) {
        rejected.add(bad.row());
      }
    }
  }

  /** The first {@value #MAX_KEPT} of them. */
  public List<RejectedRow> rejected() {
    return List.copyOf(rejected);
  }

  /** How many there are in all. */
  public long rejections() {
    return rejections;
  }

  /** How many rows of each kind were passed over, by the name of the kind. */
  public Map<String, Long> ignored() {
    return new TreeMap<>(ignored);
  }
}
