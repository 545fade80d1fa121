package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Verdict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the store holds while its database does not answer. */
@ExtendWith(VertxExtension.class)
class HeldEventsTest {
  private static final int LONG = BounceEvent.MAX_REASON_BYTES;
  private static final EventBatch BATCH =
      new EventBatch(1, EventBatch.Source.API, Collections.nCopies(EventBatch.MAX_SIZE, event()));

  private Vertx vertx;
  private Context context;
  private NetServer silent;
  private Lane lane;

  @BeforeEach
  void open(Vertx injected) {
    vertx = injected;
    context = vertx.getOrCreateContext();
    silent = vertx.createNetServer().connectHandler(connection -> {}).listen(0).await();
    lane =
        Lane.pooled(
            vertx,
            PrimarySelector.toPrimary(
                vertx,
                new StoreOptions.Servers(
                    List.of("postgresql://a:b@127.0.0.1:%d/c".formatted(silent.actualPort())),
                    Optional.empty(),
                    false)),
            new Lane.Limits(
                "test",
                1,
                1,
                100_000,
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Lane.Plans.PREPARED),
            NoMeters.LANE);
  }

  @AfterEach
  void close() {
    lane.close().await();
  }

  @Test
  void batchesPastAShareOfTheHeapAreRefusedAtOnceAndTakenAgainWhenTheOthersAreGone() {
    Ingest ingest = new Ingest(lane, (short) 0, NoMeters.STORE, new ErasedAddresses(""));
    List<Future<EventBatch.Counts>> told = onOneThread(() -> fill(ingest));
    long held = (told.size() - 1L) * EventBatch.MAX_SIZE * LONG;
    assertTrue(
        told.size() > 1 && held < Runtime.getRuntime().maxMemory() / 8, () -> "held " + held);
    told.forEach(batch -> assertInstanceOf(UnavailableException.class, failure(batch)));
    assertFalse(onOneThread(() -> ingest.ingest(BATCH).isComplete()));
  }

  /** Tells until there is no room any more. */
  private static List<Future<EventBatch.Counts>> fill(Ingest ingest) {
    List<Future<EventBatch.Counts>> told = new ArrayList<>();
    do {
      told.add(ingest.ingest(BATCH));
    } while (!told.get(told.size() - 1).isComplete());
    return told;
  }

  private static Throwable failure(Future<?> future) {
    return Future.join(List.of(future)).otherwiseEmpty().map(done -> future.cause()).await();
  }

  /** What happens within one pass of an event loop, the same each time. */
  private <T> T onOneThread(Supplier<T> step) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(now -> promise.complete(step.get()));
    return promise.future().await();
  }

  private static BounceEvent event() {
    return new BounceEvent(
        new EmailAddress("a@x.org"), 1, BounceType.BOUNCE, "x".repeat(LONG), "", Verdict.NONE);
  }
}
