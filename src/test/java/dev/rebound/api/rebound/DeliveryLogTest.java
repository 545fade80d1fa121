package dev.rebound.api.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Webhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DeliveryLogTest {
  private static final Webhook.Id ONE = new Webhook.Id("a".repeat(22));
  private static final Webhook.Id OTHER = new Webhook.Id("b".repeat(22));

  private final List<Runnable> timers = new ArrayList<>();

  @Test
  void theDeliveriesOfASecondAreOneWriteForEachWebhook(Vertx vertx, VertxTestContext test) {
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    DeliveryLog log = new DeliveryLog(bus, timers::add);
    AtomicInteger writes = new AtomicInteger();
    bus.serve(
            Operations.RECORD_DELIVERIES,
            made -> {
              test.verify(
                  () -> {
                    boolean isOne = made.id().equals(ONE);
                    assertEquals(isOne ? 7 : 8, made.accountId());
                    assertEquals(isOne ? 20 : 1, made.deliveries().size());
                    assertEquals(isOne ? 29 : 5, made.deliveries().get(0).at());
                  });
              if (writes.incrementAndGet() == 2) {
                test.completeNow();
              }
              return Future.succeededFuture(true);
            })
        .onSuccess(
            served -> {
              for (int i = 0; i < 30; i++) {
                log.add(7, ONE, delivery(i));
              }
              log.add(8, OTHER, delivery(5));
              test.verify(() -> assertEquals(1, timers.size()));
              timers.get(0).run();
            });
  }

  @Test
  void theNextSecondBeginsWithTheNextDelivery(Vertx vertx) {
    DeliveryLog log = new DeliveryLog(new Bus(vertx, new SimpleMeterRegistry()), timers::add);
    log.add(7, ONE, delivery(1));
    timers.get(0).run();
    assertEquals(1, timers.size());
    log.add(7, ONE, delivery(2));
    assertEquals(2, timers.size());
  }

  private static Webhook.Delivery delivery(long at) {
    return new Webhook.Delivery(at, 200, EventBatch.Counts.NONE, 0, 0);
  }
}
