package dev.rebound.bus;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceLookup;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/**
 * Looks for single addresses. Those of one account that are looked for at the same time go to the
 * store together, in one message and one statement. For one event loop.
 */
public final class Lookups {
  // As many as the store takes a few milliseconds for, also where it finds nothing in memory.
  private static final int TOGETHER = 256;
  private static final int WAITING = 10_000;

  private final Bus bus;
  // What one pass of the event loop has read from its connections shares the first question too.
  private final Batcher<Long, EmailAddress, Optional<Bounce>> coalescer =
      new Batcher<>(
          this::findTogether,
          TOGETHER,
          WAITING,
          task -> Vertx.currentContext().runOnContext(now -> task.run()));

  public Lookups(Bus bus) {
    this.bus = bus;
  }

  /** The row of an address, when it is on the account's list. To be asked on the event loop. */
  public Future<Optional<Bounce>> find(long accountId, EmailAddress email) {
    return coalescer.ask(accountId, email);
  }

  private Future<List<Optional<Bounce>>> findTogether(Long accountId, List<EmailAddress> emails) {
    bus.meters().lookedUpTogether(emails.size());
    return bus.askNear(Operations.FIND_BOUNCES, new BounceLookup(accountId, emails))
        .map(
            found ->
                emails.stream()
                    .map(email -> Optional.ofNullable(found.get(email.text())))
                    .toList());
  }
}
