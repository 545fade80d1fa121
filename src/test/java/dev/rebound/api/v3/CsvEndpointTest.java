package dev.rebound.api.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(VertxExtension.class)
class CsvEndpointTest {
  private static final int PAGES = 20;
  private static final int WINDOW = 200;

  private final AtomicInteger read = new AtomicInteger();

  @Test
  void aPageIsReadOnlyWhenTheOneBeforeIsWritten(Vertx vertx) {
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    bus.serve(Operations.LIST_BOUNCES, this::page).await();
    CsvEndpoint endpoint = new CsvEndpoint(bus, new ListRules(false, true, true));
    CsvRequest all =
        new CsvRequest(new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE), EmailFilter.ANY, false);
    ApiResponse response = endpoint.file(1, all).await();
    Chunk chunk = response.body().orElseThrow().first();
    StringBuilder whole = new StringBuilder();
    for (int pages = 1; ; pages++) {
      assertEquals(pages, read.get());
      whole.append(chunk.bytes());
      // 500 rows at most, or a window of reasons, whatever the length of the list.
      assertTrue(chunk.bytes().length() < 2 * Bounce.MAX_WINDOW_BYTES);
      if (chunk.rest().isEmpty()) {
        break;
      }
      chunk = chunk.rest().get().next().await();
    }
    assertEquals(PAGES, read.get());
    assertEquals(1 + (PAGES - 1) * WINDOW, whole.toString().lines().count());
  }

  /** Every page but the last has rows that exceed its window; the last has no rows. */
  private Future<BouncePage> page(BouncePage.Query query) {
    int number = read.incrementAndGet();
    int top = (PAGES - number) * WINDOW;
    assertEquals(number > 1, query.after().isPresent());
    query.after().ifPresent(position -> assertEquals(top + 1, position.created()));
    List<Bounce> rows =
        IntStream.range(0, number == PAGES ? 0 : WINDOW)
            .mapToObj(i -> new Bounce(top - i, "a@example.com", "x".repeat(1_000), "5.1.1"))
            .toList();
    List<BouncePage.Position> omitted =
        IntStream.range(rows.size(), number == PAGES ? 0 : Page.MAX_LIMIT)
            .mapToObj(i -> new BouncePage.Position(0, "a@example.com"))
            .toList();
    return Future.succeededFuture(new BouncePage(rows, omitted, OptionalLong.empty()));
  }
}
