package dev.rebound.drill;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Counts what the responses showed each client, and waits for more of it. */
final class Progress {
  /** A fact about a request. */
  enum Kind {
    /** An expected response. */
    RESPONSE,
    /** 503, or no response at all. */
    NO_RESPONSE,
    /** A write whose events are all new. Its response is counted too. */
    NEW_WRITE,
    /** A page with a row. Its response is counted too. */
    PAGE_WITH_ROWS
  }

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Map<Kind, long[]> counts = new EnumMap<>(Kind.class);
  private final int clients;
  private final Runnable check;

  /**
   * @param check throws when it is useless to wait on
   */
  Progress(int clients, Runnable check) {
    this.clients = clients;
    List.of(Kind.values()).forEach(kind -> counts.put(kind, new long[clients]));
    this.check = check;
  }

  synchronized void add(int client, Kind kind) {
    counts.get(kind)[client]++;
    notifyAll();
  }

  /** Returns the number of all clients together. */
  synchronized long total(Kind kind) {
    return Arrays.stream(counts.get(kind)).sum();
  }

  /** Waits for so many more of all clients together. */
  synchronized void awaitTotal(Kind kind, int more) throws InterruptedException {
    long goal = total(kind) + more;
    await(() -> total(kind) >= goal, kind.name());
  }

  /** Waits for one more of each kind from each client. */
  synchronized void awaitEach(Kind... kinds) throws InterruptedException {
    Map<Kind, long[]> before = new EnumMap<>(Kind.class);
    counts.forEach((kind, ofClients) -> before.put(kind, ofClients.clone()));
    for (Kind kind : kinds) {
      for (int i = 0; i < clients; i++) {
        int client = i;
        await(
            () -> counts.get(kind)[client] > before.get(kind)[client],
            kind + " of client " + client);
      }
    }
  }

  private void await(BooleanSupplier isReached, String goal) throws InterruptedException {
    long start = System.nanoTime();
    while (!isReached.getAsBoolean()) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new AssertionError("no " + goal + " within " + LIMIT);
      }
      wait(1_000);
      check.run();
    }
  }
}
