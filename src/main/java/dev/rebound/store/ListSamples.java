package dev.rebound.store;

import dev.rebound.domain.EmailFilter;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The lengths of lists and some of their newest addresses, from which a search with a filter is
 * chosen. A sample is a few seconds old, so that a choice may be wrong; a result never is. Belongs
 * to one event loop.
 */
final class ListSamples {
  private static final int MAX_ACCOUNTS = 64;
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongFunction<Future<Sample>> reader;
  private final LongSupplier nanoTime;
  private final Map<Long, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Entry(long readAt, Future<Sample> sample) {}

  /**
   * A sample of a list.
   *
   * @param rows the length of the list
   * @param newest its newest addresses
   */
  record Sample(long rows, List<String> newest) {
    /** Returns the number of addresses that match. */
    long matches(EmailFilter filter) {
      return newest.stream().filter(filter.matcher()).count();
    }
  }

  /**
   * @param reader reads the sample of an account's list
   */
  ListSamples(LongFunction<Future<Sample>> reader, LongSupplier nanoTime) {
    this.reader = reader;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns the samples of a database.
   *
   * @param size the addresses of a sample
   */
  static ListSamples of(ReadLane lane, int size) {
    return new ListSamples(
        accountId ->
            lane.run(ListStatements.SAMPLE, Tuple.of(accountId, size)).map(ListSamples::sample),
        System::nanoTime);
  }

  private static Sample sample(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Sample(row.getLong(0), List.of(row.getArrayOfStrings(1)));
  }

  /** Returns the sample of an account's list. */
  Future<Sample> find(long accountId) {
    Entry entry = entries.get(accountId);
    if (entry != null
        && !entry.sample.failed()
        && nanoTime.getAsLong() - entry.readAt < MAX_AGE_NANOS) {
      return entry.sample;
    }
    Future<Sample> sample = reader.apply(accountId);
    entries.put(accountId, new Entry(nanoTime.getAsLong(), sample));
    if (entries.size() > MAX_ACCOUNTS) {
      entries.remove(entries.keySet().iterator().next());
    }
    return sample;
  }
}
