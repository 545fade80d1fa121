package dev.rebound.api.rebound;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Webhook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Records the last deliveries of webhooks: at most one write a second for each webhook, whatever
 * arrives. A process that is killed loses those of its last second. For one event loop.
 */
final class DeliveryLog {
  private final Bus bus;
  private final Consumer<Runnable> timer;
  private final Map<Webhook.Id, Waiting> waiting = new HashMap<>();

  /** Deliveries of a webhook that are not written yet, newest first. */
  private record Waiting(long accountId, Deque<Webhook.Delivery> deliveries) {}

  /**
   * @param timer runs an action on the event loop after a second
   */
  DeliveryLog(Bus bus, Consumer<Runnable> timer) {
    this.bus = bus;
    this.timer = timer;
  }

  void add(long accountId, Webhook.Id id, Webhook.Delivery delivery) {
    if (waiting.isEmpty()) {
      timer.accept(this::write);
    }
    Deque<Webhook.Delivery> newest =
        waiting
            .computeIfAbsent(id, first -> new Waiting(accountId, new ArrayDeque<>()))
            .deliveries();
    newest.addFirst(delivery);
    if (newest.size() > Webhook.Delivery.MAX_KEPT) {
      newest.removeLast();
    }
  }

  // The bus logs an outage. The deliveries of that time are then missing.
  private void write() {
    waiting.forEach(
        (id, made) ->
            bus.ask(
                Operations.RECORD_DELIVERIES,
                new Webhook.Deliveries(made.accountId(), id, List.copyOf(made.deliveries()))));
    waiting.clear();
  }
}
