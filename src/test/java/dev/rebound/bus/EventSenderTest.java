package dev.rebound.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VertxExtension.class)
class EventSenderTest {
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

  static Stream<Arguments> batches() {
    return Stream.of(
        arguments(1, 0, List.of(1)),
        arguments(1001, 100, List.of(500, 500, 1)),
        // 256 Ki characters.
        arguments(70, 8192, List.of(32, 32, 6)));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void aBatchIsBoundedInItsEventsAndInTheirText(
      int events, int reason, List<Integer> expected, Vertx vertx, VertxTestContext test) {
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    EventSender sender = new EventSender(bus, 1, EventBatch.Source.API);
    bus.serve(Operations.INGEST, batch -> store(batch.events().size()))
        .compose(
            served -> {
              for (int i = 0; i < events; i++) {
                sender.add(event(i, "x".repeat(reason)));
              }
              return sender.finish();
            })
        .onComplete(
            test.succeeding(
                counts ->
                    test.verify(
                        () -> {
                          assertEquals(new EventBatch.Counts(events, 0, 0), counts);
                          assertEquals(expected, batches);
                          test.completeNow();
                        })));
  }

  private Future<EventBatch.Counts> store(int events) {
    batches.add(events);
    return Future.succeededFuture(new EventBatch.Counts(events, 0, 0));
  }

  private static BounceEvent event(int at, String reason) {
    return new BounceEvent(
        new EmailAddress("a@x.org"), at, BounceType.BOUNCE, reason, "", Verdict.NONE);
  }
}
