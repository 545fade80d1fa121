package dev.rebound.mirror;

import static dev.rebound.mirror.Lists.pages;
import static dev.rebound.mirror.Lists.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.rebound.classify.Classifier;
import dev.rebound.domain.TimeRange;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of the other service. */
@Timeout(60)
class FaultTest {
  private static final long T = 1_700_000_000;
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final Lists lists = new Lists();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    lists.close();
  }

  /** Transient faults. */
  private enum Fault {
    ERROR,
    UNAVAILABLE,
    RESET,
    TRUNCATED,
    HTML,
    HALF_AN_ARRAY,
    ENVELOPE,
    EMPTY,
    SILENT,
    STALLED;

    /** Returns the time that a request may take: short only where the fault is to wait. */
    Duration timeout() {
      return hangs() ? Duration.ofMillis(500) : PATIENT;
    }

    boolean hangs() {
      return this == SILENT || this == STALLED;
    }

    boolean answer(HttpExchange exchange, CountDownLatch end) throws IOException {
      return switch (this) {
        case ERROR -> SourceProxy.answer(exchange, 500, "a@x.org");
        case UNAVAILABLE -> SourceProxy.answer(exchange, 503, "", "X-Ratelimit-Remaining", "0");
        case RESET -> true;
        case TRUNCATED -> begin(exchange, "[{\"created\":1,");
        case HTML -> SourceProxy.answer(exchange, 200, "<html>a@x.org</html>");
        case HALF_AN_ARRAY -> SourceProxy.answer(exchange, 200, "[{\"created\":1,\"email\":");
        case ENVELOPE -> SourceProxy.answer(exchange, 200, "{\"errors\":[]}");
        case EMPTY -> SourceProxy.answer(exchange, 200, "");
        case SILENT -> hang(end);
        case STALLED -> begin(exchange, "[") && hang(end);
      };
    }

    private static boolean begin(HttpExchange exchange, String body) throws IOException {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write(body.getBytes());
      exchange.getResponseBody().flush();
      return true;
    }

    private static boolean hang(CountDownLatch end) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransientFaultIsRetried(Fault fault) throws Exception {
    lists.there.ingest(rows(T, 0, 700));
    // Two requests in a row fail, because the HTTP client itself retries the first reset.
    lists.proxy.hook((n, exchange) -> n % 4 >= 2 && fault.answer(exchange, end));
    mirror(fault.timeout()).pull(lists.own);
    assertEquals(pages(lists.there), pages(lists.here));
    assertFalse(lists.waits.isEmpty());
    // On a slow machine, a good response may also exceed the short timeout.
    int longest = fault.hangs() ? 60 : 4;
    lists.waits.forEach(wait -> assertTrue(isBetween(wait, 1, longest), wait.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void aLastingFaultEndsThePassAfterTenTries(Fault fault) {
    lists.proxy.hook((n, exchange) -> fault.answer(exchange, end));
    String message = failure(fault.hangs() ? Duration.ofMillis(100) : PATIENT);
    assertTrue(message.startsWith("the other service failed 10 times: "), message);
    assertEquals(9, lists.waits.size());
    lists.waits.forEach(wait -> assertTrue(isBetween(wait, 1, 60), wait.toString()));
    // The HTTP client itself retries once if a connection ends before the response. A request that
    // times out may not have reached the server.
    int requests = lists.proxy.requests().size();
    assertTrue(fault.hangs() || requests >= 10, requests + " requests");
    assertTrue(requests <= 20, requests + " requests");
  }

  @Test
  void anUnreachableServiceEndsThePassAfterTenTries() {
    lists.proxy.close();
    String message = failure();
    assertTrue(message.endsWith("failed 10 times: it cannot be reached"), message);
    assertEquals(9, lists.waits.size());
  }

  @ParameterizedTest
  @CsvSource({
    "401, SENDGRID_API_KEY",
    "403, suppression.bounces.read",
    "404, check --from",
    "406, check --from",
    "400, check --from",
    "410, check --from",
    "204, check --from",
    "301, check --from",
    "307, check --from"
  })
  void aLastingStatusFailsAtOnceWithAHint(int status, String hint) {
    lists.proxy.hook(
        (n, exchange) ->
            SourceProxy.answer(
                exchange,
                status,
                status == 204 ? "" : "{\"a\":\"a@x.org\"}",
                "Location",
                lists.proxy.url() + "/elsewhere"));
    String message = failure();
    assertTrue(message.contains("(" + status + ")"));
    assertTrue(message.contains(hint), message);
    assertEquals(1, lists.proxy.requests().size());
    assertEquals(List.of(), lists.waits);
  }

  @Test
  void aLimitedRequestIsRetriedAfterTheGivenTime() throws Exception {
    lists.there.ingest(rows(T, 0, 3));
    long now = lists.clock.instant().getEpochSecond();
    lists.proxy.hook(
        (n, exchange) ->
            switch (n) {
              case 1 ->
                  SourceProxy.answer(
                      exchange,
                      429,
                      "{}",
                      "X-Ratelimit-Remaining",
                      "0",
                      "X-Ratelimit-Reset",
                      Long.toString(now + 42));
              case 2 -> SourceProxy.answer(exchange, 429, "{}", "Retry-After", "5");
              default -> false;
            });
    mirror().pull(lists.own);
    assertEquals(List.of(Duration.ofSeconds(42), Duration.ofSeconds(5)), lists.waits);
    assertEquals(pages(lists.there), pages(lists.here));
  }

  @Test
  void aLastingLimitEndsThePassAfterTenTries() {
    lists.proxy.hook(
        (n, exchange) ->
            SourceProxy.answer(exchange, 429, "{}", "X-Ratelimit-Reset", "99999999999"));
    assertTrue(failure().contains("failed 10 times: it limits the request rate (429)"));
    assertEquals(10, lists.proxy.requests().size());
    assertEquals(Collections.nCopies(9, Duration.ofMinutes(10)), lists.waits);
  }

  @Test
  void requestsStayBelowTheRateLimit() throws Exception {
    try (TestService limited =
        TestService.start(Map.of("REBOUND_LIMIT_REQUESTS_PER_MINUTE", "2"))) {
      Api there = limited.account();
      there.ingest(rows(T, 0, 2000));
      // Waiting moves the clock of the service, so both count the same minute.
      RequestPacing.Sleeper sleeper =
          wait -> {
            lists.waits.add(wait);
            limited.clock().advance(wait);
          };
      limited.clock().advance(Duration.ofMinutes(1));
      RemoteService service = RemoteService.of(there.url(), there.key(), Optional.empty(), false);
      RequestPacing pacing = new RequestPacing(limited.clock(), sleeper);
      RemoteList other =
          new RemoteList(service, Classifier.standard(), pacing, Duration.ofSeconds(30));
      PassReport report = new Mirror(other, limited.clock(), Lists.DAY, false).pull(lists.own);
      assertEquals(2000, report.ingested().added());
      assertTrue(lists.waits.size() >= 3, lists.waits.toString());
      lists.waits.forEach(wait -> assertEquals(Duration.ofMinutes(1), wait));
    }
  }

  @Test
  void theNextPassCompletesAnInterruptedOne() throws Exception {
    for (int i = 0; i < 30; i++) {
      lists.there.ingest(rows(T + i, 100 * i, 100 * i + 100));
    }
    Mirror mirror = mirror();
    lists.proxy.hook((n, exchange) -> n > 3 && SourceProxy.answer(exchange, 401, "{}"));
    assertThrows(RemoteListException.class, () -> mirror.pull(lists.own));
    assertTrue(lists.here.emails("?offset=1000&limit=1").size() == 1, "what was pulled is kept");
    lists.proxy.hook((n, exchange) -> false);
    PassReport report = mirror.pull(lists.own);
    assertTrue(report.isFull());
    assertTrue(report.ingested().added() < 2000, report.line());
    assertEquals(pages(lists.there), pages(lists.here));
  }

  @Test
  void theNextPassCompletesAnInterruptedIncrementalOne() throws Exception {
    lists.there.ingest(rows(T, 0, 10));
    Mirror mirror = mirror();
    mirror.pull(lists.own);
    for (int i = 1; i < 12; i++) {
      lists.there.ingest(rows(T + i, 100 * i, 100 * i + 100));
    }
    int before = lists.proxy.requests().size();
    lists.proxy.hook((n, exchange) -> n > before + 1 && SourceProxy.answer(exchange, 403, "{}"));
    assertThrows(RemoteListException.class, () -> mirror.pull(lists.own));
    lists.proxy.hook((n, exchange) -> false);
    assertFalse(mirror.pull(lists.own).isFull());
    assertEquals(pages(lists.there), pages(lists.here));
  }

  @Test
  void anInterruptedThreadStopsWaiting() {
    lists.proxy.hook((n, exchange) -> Fault.SILENT.answer(exchange, end));
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> lists.otherList(Duration.ofSeconds(30)).page(TimeRange.ALL, 0));
  }

  @Test
  void aPageWithMoreRowsThanRequestedIsRefused() {
    String page =
        IntStream.range(0, 501)
            .mapToObj(i -> BounceRow.at(T, i + "@x.org").json())
            .collect(Collectors.joining(",", "[", "]"));
    lists.proxy.hook((n, exchange) -> SourceProxy.answer(exchange, 200, page));
    assertTrue(failure().contains("more rows than requested"));
    assertEquals(1, lists.proxy.requests().size());
    assertEquals("[]", lists.here.list());
  }

  @Test
  void aListInAnotherOrderIsRefused() {
    String page = BounceRow.array(BounceRow.at(T, "a@x.org"), BounceRow.at(T + 1, "b@x.org"));
    lists.proxy.hook((n, exchange) -> SourceProxy.answer(exchange, 200, page));
    assertTrue(failure().contains("newest first"));
    assertEquals("[]", lists.here.list());
  }

  private Mirror mirror() {
    return mirror(PATIENT);
  }

  private Mirror mirror(Duration timeout) {
    return new Mirror(lists.otherList(timeout), lists.clock, Lists.DAY, false);
  }

  /** Returns the message of a failed pass, which contains neither the key nor an address. */
  private String failure() {
    return failure(PATIENT);
  }

  private String failure(Duration timeout) {
    Mirror mirror = mirror(timeout);
    RemoteListException e = assertThrows(RemoteListException.class, () -> mirror.pull(lists.own));
    assertFalse(e.getMessage().contains(lists.there.key()) || e.getMessage().contains("@"));
    return e.getMessage();
  }

  private static boolean isBetween(Duration wait, long from, long to) {
    return wait.compareTo(Duration.ofSeconds(from)) >= 0
        && wait.compareTo(Duration.ofSeconds(to)) <= 0;
  }
}
