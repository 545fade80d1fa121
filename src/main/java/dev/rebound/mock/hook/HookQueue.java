package dev.rebound.mock.hook;

import dev.rebound.mock.Agenda;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.event.EventBody;
import dev.rebound.mock.event.WebhookClient;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to one webhook, one delivery after the other. Events that arrive during a
 * delivery share the next one. Repeats a delivery that is not accepted after 1, 2, 4, … seconds of
 * the mock's clock for 24 hours, as SendGrid does (contract, 6.3), while other events go on. One
 * event loop uses all but {@link #offer} and {@link #clear}.
 */
final class HookQueue {
  private static final Logger LOG = LoggerFactory.getLogger(HookQueue.class);
  private static final int MAX_EVENTS = 1_000;
  private static final int MAX_BODY = 768 << 10;
  private static final long MAX_WAITING = 16 << 20;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration GIVE_UP = Duration.ofDays(1);

  private final Context context;
  private final MockClock clock;
  private final WebhookClient client;
  private final Agenda<Runnable> retries;
  private final Supplier<Optional<Hook>> hook;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Deque<Delivery> due = new ArrayDeque<>();
  private long waitingBytes;
  private long dropped;
  private int clearings;
  private boolean isBusy;

  /**
   * A body to deliver.
   *
   * @param tries that failed
   * @param first the time of the first try
   */
  private record Delivery(byte[] body, int events, int tries, Instant first) {
    Delivery failed() {
      return new Delivery(body, events, tries + 1, first);
    }

    Duration pause() {
      Duration pause = Duration.ofSeconds(1L << Math.min(tries - 1, 30));
      return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
  }

  /**
   * @param context of the event loop
   * @param hook returns the webhook; empty once it is deleted
   */
  HookQueue(
      Context context,
      MockClock clock,
      WebhookClient client,
      Agenda<Runnable> retries,
      Supplier<Optional<Hook>> hook) {
    this.context = context;
    this.clock = clock;
    this.client = client;
    this.retries = retries;
    this.hook = hook;
  }

  /** Adds encoded events. Drops the oldest ones over the limit. */
  void offer(List<String> events) {
    context.runOnContext(
        now -> {
          for (String event : events) {
            waiting.addLast(event);
            waitingBytes += event.length();
          }
          dropOldest();
          next();
        });
  }

  private void dropOldest() {
    if (waitingBytes > MAX_WAITING && dropped == 0) {
      LOG.warn("a webhook takes its events too slowly: the oldest ones are dropped");
    }
    while (waitingBytes > MAX_WAITING) {
      waitingBytes -= waiting.removeFirst().length();
      dropped++;
    }
  }

  /** Forgets all events that are not delivered yet. */
  void clear() {
    context.runOnContext(
        now -> {
          forget();
          clearings++;
        });
  }

  private void forget() {
    waiting.clear();
    due.clear();
    waitingBytes = 0;
    dropped = 0;
  }

  private void next() {
    if (isBusy || waiting.isEmpty() && due.isEmpty()) {
      return;
    }
    Optional<Hook> current = hook.get().filter(Hook::isActive);
    if (current.isEmpty()) {
      forget();
      return;
    }
    isBusy = true;
    int clearing = clearings;
    Instant start = clock.instant();
    Delivery delivery = due.isEmpty() ? take() : due.removeFirst();
    client
        .send(current.get().target().orElseThrow(), current.get().signer(), delivery.body())
        .onComplete(
            result ->
                context.runOnContext(
                    now -> {
                      isBusy = false;
                      if (clearing == clearings
                          && (result.failed() || !result.result().isTaken())) {
                        retry(delivery.failed(), start);
                      }
                      next();
                    }));
  }

  private Delivery take() {
    List<String> events = new ArrayList<>();
    int length = 0;
    while (!waiting.isEmpty()
        && events.size() < MAX_EVENTS
        && (events.isEmpty() || length + waiting.peekFirst().length() < MAX_BODY)) {
      String event = waiting.removeFirst();
      waitingBytes -= event.length();
      length += event.length();
      events.add(event);
    }
    dropped = waiting.isEmpty() ? 0 : dropped;
    return new Delivery(EventBody.join(events), events.size(), 0, clock.instant());
  }

  // From the start of the try: a test may move the clock before the response is read.
  private void retry(Delivery delivery, Instant start) {
    Instant again = start.plus(delivery.pause());
    boolean isTooLate = again.isAfter(delivery.first().plus(GIVE_UP));
    if (isTooLate || !retries.hasRoom(delivery.body().length)) {
      LOG.warn("a webhook did not take {} events; they are dropped", delivery.events());
      return;
    }
    int clearing = clearings;
    Runnable repetition =
        () ->
            context.runOnContext(
                now -> {
                  if (clearing == clearings) {
                    due.addLast(delivery);
                    next();
                  }
                });
    retries.add(List.of(new Agenda.Item<>(again, delivery.body().length, repetition)));
  }
}
