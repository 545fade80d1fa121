package dev.rebound.bus;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.EmailAddress;
import io.micrometer.core.instrument.DistributionSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up single addresses. Concurrent lookups of one account go to the store as one message and
 * one statement. For one event loop.
 */
public final class Lookups {
  // The store finds this many in a few milliseconds, even with nothing in memory.
  private static final int MAX_BATCH_SIZE = 256;
  private static final int MAX_QUEUE_SIZE = 10_000;

  private final Bus bus;
  private final DistributionSummary batchSizes;
  // The next task of the event loop sends the batch: all requests that the loop has just read from
  // its connections share the first batch too.
  private final Batcher<Long, EmailAddress, Optional<Bounce>> batcher =
      new Batcher<>(
          this::findBatch,
          MAX_BATCH_SIZE,
          MAX_QUEUE_SIZE,
          task -> Vertx.currentContext().runOnContext(now -> task.run()));

  public Lookups(Bus bus) {
    this.bus = bus;
    this.batchSizes = Meters.batchSize(bus.registry(), "lookup");
  }

  /** Returns the address's row when it is on the account's list. Call it on the event loop. */
  public Future<Optional<Bounce>> find(long accountId, EmailAddress email) {
    return batcher.ask(accountId, email);
  }

  private Future<List<Optional<Bounce>>> findBatch(Long accountId, List<EmailAddress> emails) {
    batchSizes.record(emails.size());
    return bus.askSameLoop(Operations.FIND_BOUNCES, new Bounce.Lookup(accountId, emails))
        .compose(found -> findOmitted(accountId, emails, found))
        .map(
            found ->
                emails.stream()
                    .map(email -> Optional.ofNullable(found.get(email.text())))
                    .toList());
  }

  /** Adds the rows that exceeded the window, in windows that they fit into. */
  private Future<Map<String, Bounce>> findOmitted(
      long accountId, List<EmailAddress> emails, Bounce.Found found) {
    if (found.omitted().isEmpty()) {
      return Future.succeededFuture(found.bounces());
    }
    List<EmailAddress> omitted =
        emails.stream().filter(email -> found.omitted().contains(email.text())).distinct().toList();
    Map<String, Bounce> all = new HashMap<>(found.bounces());
    Future<?> previous = Future.succeededFuture();
    for (int from = 0; from < omitted.size(); from += Bounce.Lookup.SMALL_SIZE) {
      int to = Math.min(omitted.size(), from + Bounce.Lookup.SMALL_SIZE);
      Bounce.Lookup few = new Bounce.Lookup(accountId, omitted.subList(from, to));
      previous =
          previous
              .compose(done -> bus.askSameLoop(Operations.FIND_BOUNCES, few))
              .onSuccess(rows -> all.putAll(rows.bounces()));
    }
    return previous.map(done -> all);
  }
}
