package dev.rebound.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EventPreviewTest {
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();

  @Test
  void eachEventHasTheOutcomeThatItsIngestWouldHave(Vertx vertx, VertxTestContext test) {
    BounceEvent stored = event("stored@x.org", 1, BounceType.BOUNCE);
    List<BounceEvent> events =
        List.of(
            event("new@x.org", 1, BounceType.BOUNCE),
            event("new@x.org", 1, BounceType.BOUNCE),
            event("new@x.org", 2, BounceType.BOUNCE),
            event("listed@x.org", 1, BounceType.BOUNCE),
            event("listed@x.org", 1, BounceType.BLOCKED),
            stored);
    EventBatch.Preview known =
        new EventBatch.Preview(
            Set.of(stored.fingerprint()), Set.of("listed@x.org", "stored@x.org"));
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    EventPreview preview = preview(bus, 100);
    bus.serve(Operations.PREVIEW, batch -> Future.succeededFuture(known))
        .compose(
            served -> {
              events.forEach(preview::add);
              return preview.finish();
            })
        .onComplete(
            test.succeeding(
                counts ->
                    test.verify(
                        () -> {
                          assertEquals(
                              List.of(
                                  "ADDED new@x.org",
                                  "DUPLICATE new@x.org",
                                  "UPDATED new@x.org",
                                  "UPDATED listed@x.org",
                                  "ADDED listed@x.org",
                                  "DUPLICATE stored@x.org"),
                              outcomes);
                          assertEquals(new EventBatch.Counts(2, 2, 2), counts);
                          test.completeNow();
                        })));
  }

  @Test
  void theComparedEventsAreBoundedAndBatchesAreInOrder(Vertx vertx, VertxTestContext test) {
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    EventPreview preview = preview(bus, 1_200);
    bus.serve(
            Operations.PREVIEW,
            batch -> {
              batches.add(batch.events().size());
              return Future.succeededFuture(new EventBatch.Preview(Set.of(), Set.of()));
            })
        .compose(
            served -> {
              for (int i = 0; i < 3_000; i++) {
                preview.add(event("u" + i + "@x.org", 1, BounceType.BOUNCE));
              }
              return preview.finish();
            })
        .onComplete(
            test.succeeding(
                counts ->
                    test.verify(
                        () -> {
                          assertEquals(new EventBatch.Counts(1_200, 0, 0), counts);
                          assertEquals(List.of(500, 500, 200), batches);
                          assertEquals("ADDED u1199@x.org", outcomes.get(1_199));
                          assertEquals(1_200 * 200, preview.heldBytes());
                          test.completeNow();
                        })));
  }

  @Test
  void aFailedBatchFailsTheStream(Vertx vertx, VertxTestContext test) {
    EventPreview preview = preview(new Bus(vertx, new SimpleMeterRegistry()), 1_000);
    for (int i = 0; i < 500; i++) {
      preview.add(event("u" + i + "@x.org", 1, BounceType.BOUNCE));
    }
    preview.room().onComplete(test.failing(cause -> test.completeNow()));
  }

  private EventPreview preview(Bus bus, long maxCompared) {
    return new EventPreview(
        bus,
        1,
        maxCompared,
        (outcome, event) -> outcomes.add(outcome + " " + event.email().text()));
  }

  private static BounceEvent event(String email, int at, BounceType type) {
    return new BounceEvent(new EmailAddress(email), at, type, "", "", Verdict.NONE);
  }
}
