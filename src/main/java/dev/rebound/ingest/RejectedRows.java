package dev.rebound.ingest;

import dev.rebound.domain.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the rejected and ignored rows of an input, in bounded memory. Not thread-safe. */
public final class RejectedRows {
  /** The most rejected rows that are kept; further ones are only counted. */
  public static final int MAX_KEPT = 1000;

  private final List<RejectedRow> rejected = new ArrayList<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private long rejections;

  /** Adds a row, unless it is an event. */
  public void add(Row row) {
    if (row instanceof Row.Ignored other) {
      ignored.merge(other.kind(), 1L, Long::sum);
    } else if (row instanceof Row.Rejected bad) {
      rejections++;
      if (rejected.size() < MAX_KEPT) {
        rejected.add(bad.row());
      }
    }
  }

  /** Returns the first {@value #MAX_KEPT} rejected rows. */
  public List<RejectedRow> rejected() {
    return List.copyOf(rejected);
  }

  public long rejections() {
    return rejections;
  }

  /** Returns the number of ignored rows by kind. */
  public Map<String, Long> ignored() {
    return new TreeMap<>(ignored);
  }
}
