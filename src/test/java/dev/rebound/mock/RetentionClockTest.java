package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.retention.HourlyVerticle;
import dev.rebound.retention.Pass;
import dev.rebound.retention.RetentionPass;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scheduled retention in a service whose clock is moved. */
@ExtendWith(VertxExtension.class)
class RetentionClockTest {
  private static final String ROW =
      "{\"email\":\"%s@x.org\",\"created\":%s,\"reason\":\"550 5.1.1 No such user\"}\n";

  @Test
  void theClockOfAMockDecidesWhichEventsAreOld(Vertx vertx) throws Exception {
    try (TestService service = TestService.start(Map.of("REBOUND_RETENTION_EVENT_DAYS", "30"))) {
      Api api = service.account();
      api.post(Api.INGEST, row("a", "2026-01-01T00:00:00Z") + row("b", "2026-01-31T00:00:00Z"));
      MockClock clock = new MockClock(Clock.systemUTC());
      Hours hours = new Hours();
      LinkedBlockingQueue<RetentionPass.Report> reports = new LinkedBlockingQueue<>();
      clock.freeze(Instant.parse("2026-01-31T23:59:59Z"));
      String id =
          vertx
              .deployVerticle(
                  new HourlyVerticle(
                      "retention",
                      Duration.ZERO,
                      hours,
                      timer ->
                          reporting(
                              RetentionPass.keeping(service.bus(), timer, clock, 30), reports)))
              .await();
      assertEquals(0, reports.poll(30, TimeUnit.SECONDS).rows());
      clock.freeze(Instant.parse("2026-02-01T00:00:00Z"));
      hours.next().complete();
      assertEquals(1, reports.poll(30, TimeUnit.SECONDS).rows());
      Promise<Void> hour = hours.next();
      vertx.undeploy(id).await();
      clock.freeze(Instant.parse("2027-01-01T00:00:00Z"));
      hour.complete();
      assertTrue(reports.isEmpty());
      assertEquals("[]", history(api, "a"));
      assertTrue(history(api, "b").contains("5.1.1"));
      assertEquals(200, api.get(Api.BOUNCES + "/a@x.org").statusCode());
    }
  }

  private static Pass reporting(RetentionPass pass, Queue<RetentionPass.Report> reports) {
    return new Pass() {
      @Override
      public Future<?> run() {
        return pass.run().onSuccess(reports::add);
      }

      @Override
      public void stop() {
        pass.stop();
      }
    };
  }

  private static String row(String name, String at) {
    return ROW.formatted(name, Instant.parse(at).getEpochSecond());
  }

  private static String history(Api api, String name) {
    String body = api.get("/rebound/v1/bounces/" + name + "@x.org/history").body();
    return body.substring(body.indexOf('['), body.indexOf(']') + 1);
  }

  /** Hours pass when the test says so, everything else at once. */
  private static final class Hours implements Pass.Timer {
    private final LinkedBlockingQueue<Promise<Void>> begun = new LinkedBlockingQueue<>();

    @Override
    public Future<Void> after(Duration duration) {
      if (duration.toHours() == 0) {
        return Future.succeededFuture();
      }
      Promise<Void> hour = Promise.promise();
      begun.add(hour);
      return hour.future();
    }

    /** The hour that has begun, or is about to. */
    Promise<Void> next() throws InterruptedException {
      return begun.poll(30, TimeUnit.SECONDS);
    }
  }
}
