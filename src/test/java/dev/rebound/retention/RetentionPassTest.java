package dev.rebound.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.Account;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Verdict;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passes over all accounts of a service of their own. */
@ExtendWith(VertxExtension.class)
class RetentionPassTest {
  private static final LocalDate FIRST_KEPT = LocalDate.of(2026, 1, 1);
  private static final long START = FIRST_KEPT.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  private static final Pass.Timer NONE = pause -> Future.succeededFuture();

  private static TestService service;

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of("REBOUND_RETENTION_EVENT_DAYS", "59"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void allAccountsOldEventsGoInBatchesAndNothingElse() throws Exception {
    long one = account();
    long other = account();
    ingest(one, START - 3000, 2500);
    ingest(other, START - 10, 20);
    RetentionPass.Report report = pass(NONE).run().await();
    assertEquals(2510, report.rows());
    assertEquals(2, report.accounts());
    assertTrue(report.isComplete());
    assertEquals(0, events(one));
    assertEquals(10, events(other));
    assertEquals(0, pass(NONE).run().await().rows());
  }

  @Test
  void whoBeganBeforeTheCutIsWaitedForAndEachBatchIsFollowedByAPause() {
    ingest(account(), START - 3000, 1500);
    List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    pass(pause -> {
          pauses.add(pause);
          return Future.succeededFuture();
        })
        .run()
        .await();
    assertEquals(RetentionPass.GRACE_PERIOD, pauses.get(0));
    assertEquals(4, pauses.size(), "two batches with rows, and one without");
    assertTrue(pauses.stream().noneMatch(Duration::isZero));
  }

  @Test
  void aPassThatIsStoppedLeavesTheRestToTheNext() throws Exception {
    long account = account();
    ingest(account, START - 3000, 2500);
    RetentionPass[] stopped = new RetentionPass[1];
    stopped[0] =
        pass(
            pause -> {
              if (!pause.equals(RetentionPass.GRACE_PERIOD)) {
                stopped[0].stop();
              }
              return Future.succeededFuture();
            });
    RetentionPass.Report report = stopped[0].run().await();
    assertEquals(1000, report.rows());
    assertFalse(report.isComplete());
    assertEquals(1500, pass(NONE).run().await().rows());
  }

  @Test
  void passesOfSeveralInstancesDeleteEachEventOnce() throws Exception {
    long account = account();
    ingest(account, START - 5000, 4000);
    List<Future<RetentionPass.Report>> passes =
        IntStream.range(0, 4).mapToObj(i -> pass(NONE).run()).toList();
    long rows = 0;
    for (Future<RetentionPass.Report> pass : passes) {
      rows += pass.await().rows();
    }
    rows += pass(NONE).run().await().rows();
    assertEquals(4000, rows);
    assertEquals(0, events(account));
  }

  @Test
  void aFailedDeletionEndsThePassAlsoWithManyAccounts(Vertx vertx) {
    Bus bus = new Bus(vertx, new SimpleMeterRegistry());
    List<Account> accounts =
        LongStream.range(0, 100_000)
            .mapToObj(id -> new Account(id, "a" + id, Optional.empty(), Optional.empty()))
            .toList();
    bus.serve(Operations.LIST_ACCOUNTS, all -> Future.succeededFuture(accounts)).await();
    UnavailableException away = new UnavailableException("away", null);
    bus.serve(Operations.CUT_HISTORY, cut -> Future.failedFuture(away)).await();
    RetentionPass pass = new RetentionPass(bus, NONE, FIRST_KEPT);
    assertThrows(UnavailableException.class, () -> pass.run().await(20, TimeUnit.SECONDS));
  }

  @Test
  void aStoreThatDoesNotReplyFailsThePass(Vertx vertx) {
    RetentionPass pass =
        new RetentionPass(new Bus(vertx, new SimpleMeterRegistry()), NONE, FIRST_KEPT);
    assertThrows(UnavailableException.class, () -> pass.run().await());
  }

  private static RetentionPass pass(Pass.Timer timer) {
    return new RetentionPass(service.bus(), timer, FIRST_KEPT);
  }

  private static long account() {
    String name = service.createAccount(Account.ROOT, null);
    return service.ask(Operations.FIND_ACCOUNT, name).orElseThrow().id();
  }

  /** An event a second, each of another address. */
  private static void ingest(long account, long from, int count) {
    for (int i = 0; i < count; i += EventBatch.MAX_SIZE) {
      List<BounceEvent> events =
          IntStream.range(i, Math.min(count, i + EventBatch.MAX_SIZE))
              .mapToObj(n -> event("a" + n + "@x.org", from + n))
              .toList();
      service.ask(Operations.INGEST, new EventBatch(account, EventBatch.Source.API, events));
    }
  }

  private static BounceEvent event(String email, long at) {
    return new BounceEvent(new EmailAddress(email), at, BounceType.BOUNCE, "", "", Verdict.NONE);
  }

  private static long events(long account) throws Exception {
    try (Connection connection = TestDatabase.connect(service.databaseUrl());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM bounce_event WHERE account_id = " + account)) {
      row.next();
      return row.getLong(1);
    }
  }
}
