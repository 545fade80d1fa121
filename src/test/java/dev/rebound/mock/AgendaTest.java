package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.support.TestClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgendaTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int WEIGHT = 10;

  private final Vertx vertx = Vertx.vertx();
  private final MockClock clock = new MockClock(new TestClock());
  private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Agenda<String> agenda(AtomicInteger failures) {
    clock.freeze(START);
    return new Agenda<>(
        clock,
        vertx,
        100,
        items -> {
          if (failures.getAndDecrement() > 0) {
            return Future.failedFuture(new UnavailableException("away"));
          }
          handled.addAll(items);
          return Future.succeededFuture();
        });
  }

  private static Agenda.Item<String> item(String name, int seconds) {
    return new Agenda.Item<>(START.plusSeconds(seconds), WEIGHT, name);
  }

  private List<String> await(int count) throws InterruptedException {
    List<String> items = new ArrayList<>();
    while (items.size() < count) {
      items.add(handled.take());
    }
    return items;
  }

  @Test
  void itemsAreHandledInTheOrderOfTheirTimesWhenTheClockPassesThem() throws Exception {
    Agenda<String> agenda = agenda(new AtomicInteger());
    agenda.add(List.of(item("third", 20), item("now", 0), item("first", 10), item("second", 10)));
    assertEquals(List.of("now"), await(1));
    clock.freeze(START.plusSeconds(9));
    clock.freeze(START.plusSeconds(15));
    assertEquals(List.of("first", "second"), await(2));
    clock.freeze(START.plusSeconds(3600));
    assertEquals(List.of("third"), await(1));
  }

  @Test
  void theWeightIsBoundedAndAClearingForgetsItems() throws Exception {
    Agenda<String> agenda = agenda(new AtomicInteger());
    assertTrue(agenda.hasRoom(100));
    agenda.add(List.of(item("a", 10), item("b", 10)));
    assertTrue(agenda.hasRoom(80));
    assertFalse(agenda.hasRoom(81));
    agenda.clear();
    assertTrue(agenda.hasRoom(100));
    agenda.add(List.of(item("c", 10)));
    clock.freeze(START.plusSeconds(10));
    assertEquals(List.of("c"), await(1));
    assertTrue(agenda.hasRoom(100));
  }

  @Test
  void anOutageKeepsTheItems() throws Exception {
    Agenda<String> agenda = agenda(new AtomicInteger(1));
    agenda.add(List.of(item("a", 0), item("b", 0)));
    assertEquals(List.of("a", "b"), await(2));
  }

  @Test
  void aRunningClockMakesItemsDueByItself() throws Exception {
    MockClock running = new MockClock(Clock.systemUTC());
    Agenda<String> agenda =
        new Agenda<>(
            running,
            vertx,
            100,
            items -> {
              handled.addAll(items);
              return Future.succeededFuture();
            });
    agenda.add(List.of(new Agenda.Item<>(running.instant().plusMillis(50), WEIGHT, "a")));
    assertEquals(List.of("a"), await(1));
  }
}
