package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.support.Api;
import dev.rebound.support.Backends;
import dev.rebound.support.Crowd;
import dev.rebound.support.Crowd.Reply;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that stands still, loses its connections or is slow is told at once and outlived: no
 * answer is missing, no write is half done, nobody has to restart anything.
 */
@Timeout(120)
class OverloadDrill {
  // Far less than a queued request waits, and enough for a machine that is busy.
  private static final Duration AT_ONCE = Duration.ofSeconds(8);
  // What the bus waits for an answer, and a margin for a busy machine; a key may have to be asked
  // for first.
  private static final Duration QUICK = Duration.ofSeconds(2 + 2 + 2);
  private static final Duration WORK = Duration.ofSeconds(20 + 2 + 2);
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  // An event loop's store has 4 connections for pages and lets 500 wait, 2 and 16 for searches. One
  // account uses 2 and 1 of the connections.
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();
  private static final int PAGES = LOOPS * (2 + 500);
  private static final int SEARCHES = LOOPS * (1 + 16);
  private static final int TOO_MANY = 200;
  private static final int BATCH = 20;

  // Longer than a list whose rows are all looked at.
  private static final int LONG_LIST = 200_000;

  private static Map<String, String> settings;
  private static String database;
  private static ServiceProcess service;
  private static Api api;
  private static Api admin;

  private final AtomicInteger asked = new AtomicInteger();
  private Crowd crowd = new Crowd(api);
  private final Backends backends = new Backends(database);

  @BeforeAll
  static void start(@TempDir Path dataDir) throws IOException {
    int adminPort = ServiceProcess.freePort();
    database = TestDatabase.create();
    settings =
        Map.of(
            "REBOUND_DATABASE_URL",
            database,
            "REBOUND_DATA_DIR",
            dataDir.toString(),
            "REBOUND_ADMIN_PORT",
            Integer.toString(adminPort),
            // Who may ask is known while nobody can be asked.
            "REBOUND_HTTP_KEY_CACHE_SECONDS",
            "10",
            "JAVA_TOOL_OPTIONS",
            "-Xmx96m -XX:+ExitOnOutOfMemoryError");
    service = ServiceProcess.start(settings);
    api = service.api();
    admin = new Api("http://127.0.0.1:" + adminPort, null);
  }

  @AfterEach
  void listTheTruth() {
    backends.pretendRows(0);
    backends.close();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aDatabaseThatStandsStillIsUnavailableAtOnceAndThenGoesOn() throws Exception {
    openConnections("work", 2, () -> crowd.get(page()));
    crowd.all(PAGES + TOO_MANY, i -> crowd.get(Api.BOUNCES + "/warm-up@x.org"));
    // Known just now, and for ten seconds more, on every event loop.
    crowd = crowd.with(service.api(newKey()));
    crowd.all(LOOPS * 50, i -> crowd.get(Api.BOUNCES + "/warm-up@x.org"));
    backends.whileStopped(backends.all(), this::askADatabaseThatStandsStill);
    awaitAnswers();
    assertEquals(Set.of(), backends.halfDone(BATCH));
  }

  private static String newKey() {
    ServiceProcess.Outcome outcome =
        ServiceProcess.run(settings, "key", "create", "--account", Account.ROOT);
    return outcome
        .output()
        .lines()
        .filter(line -> line.startsWith("SG."))
        .findFirst()
        .orElseThrow();
  }

  private Void askADatabaseThatStandsStill() throws InterruptedException {
    List<CompletableFuture<Reply>> works = new ArrayList<>();
    works.addAll(crowd.many(40, i -> ingest("one-" + i, 1)));
    works.addAll(crowd.many(10, i -> ingest("batch-" + i, BATCH)));
    works.addAll(crowd.many(5, i -> crowd.send("DELETE", Api.BOUNCES + "/one-1@x.org", "")));
    List<CompletableFuture<Reply>> lookups =
        crowd.many(100, i -> crowd.get(Api.BOUNCES + "/one-" + i + "@x.org"));
    works.addAll(pastTheBound(PAGES, () -> crowd.get(page())));
    for (int i = 0; i < LOOPS * 4; i++) {
      assertUnavailable(crowd.get(page()).join(), AT_ONCE);
      assertUnavailable(ingest("refused-" + i, BATCH).join(), AT_ONCE);
    }
    assertEquals(503, admin.get("/ready").statusCode());
    assertEquals(200, admin.get("/live").statusCode());
    lookups.forEach(lookup -> assertUnavailable(lookup.join(), QUICK));
    works.forEach(work -> assertUnavailable(work.join(), WORK));
    return null;
  }

  @Test
  void connectionsThatAreCutOffUnderLoadComeBackByThemselves() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    Semaphore answered = new Semaphore(0);
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService workers = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Void>> working =
        IntStream.range(0, 8)
            .mapToObj(
                worker ->
                    CompletableFuture.runAsync(
                        () -> work(worker, isOver, acknowledged, statuses, answered), workers))
            .toList();
    for (int round = 0; round < 5; round++) {
      backends.terminateAll();
      answered.drainPermits();
      assertTrue(answered.tryAcquire(400, RECOVERY.toSeconds(), TimeUnit.SECONDS));
    }
    isOver.set(true);
    working.forEach(CompletableFuture::join);
    workers.shutdown();
    statuses.removeAll(Set.of(200, 503));
    assertEquals(Set.of(), statuses);
    awaitAnswers();
    Set<String> lost =
        acknowledged.stream().filter(email -> !isListed(email)).collect(Collectors.toSet());
    assertEquals(Set.of(), lost);
    assertEquals(Set.of(), backends.halfDone(BATCH));
  }

  /** Every other one writes, the others look up and list. */
  private void work(
      int worker,
      AtomicBoolean isOver,
      Set<String> acknowledged,
      Set<Integer> statuses,
      Semaphore answered) {
    for (int i = 0; !isOver.get(); i++) {
      String name = "cut-off-%d-%d".formatted(worker, i);
      boolean isWriter = worker % 2 == 0;
      String read = worker % 4 == 1 ? Api.BOUNCES + "?limit=1" : Api.BOUNCES + "/a@x.org";
      int status = (isWriter ? ingest(name, 1) : crowd.get(read)).join().status();
      statuses.add(status);
      if (status == 200) {
        answered.release();
        if (isWriter) {
          acknowledged.add(name + "-0@x.org");
        }
      }
    }
  }

  @Test
  void aSlowSearchKeepsNobodyWaitingButSearches() throws Exception {
    backends.pretendRows(LONG_LIST);
    openConnections("search", 1, () -> crowd.get(search()));
    List<CompletableFuture<Reply>> searches =
        backends.whileStopped(backends.of("search"), this::askBesideSlowSearches);
    Set<Integer> statuses =
        searches.stream().map(search -> search.join().status()).collect(Collectors.toSet());
    assertEquals(Set.of(200, 503), statuses);
    await(() -> crowd.get(search()).join().status() == 200);
  }

  private List<CompletableFuture<Reply>> askBesideSlowSearches() throws InterruptedException {
    List<CompletableFuture<Reply>> searches = pastTheBound(SEARCHES, () -> crowd.get(search()));
    assertUnavailable(crowd.get(search()).join(), AT_ONCE);
    for (int i = 0; i < LOOPS * 10; i++) {
      assertAnswered(crowd.get(Api.BOUNCES + "/a@x.org").join());
      assertAnswered(crowd.get(page()).join());
      assertAnswered(ingest("beside-" + i, 1).join());
    }
    assertEquals(200, admin.get("/ready").statusCode());
    return searches;
  }

  /** Asks for so many more than can wait that some are refused; returns when they are. */
  private List<CompletableFuture<Reply>> pastTheBound(
      int bound, Supplier<CompletableFuture<Reply>> question) throws InterruptedException {
    CountDownLatch refused = new CountDownLatch(TOO_MANY);
    List<CompletableFuture<Reply>> replies =
        crowd.many(
            bound + TOO_MANY,
            i -> question.get().whenComplete((reply, failure) -> refused.countDown()));
    assertTrue(refused.await(RECOVERY.toSeconds(), TimeUnit.SECONDS), "nobody is refused");
    return replies;
  }

  /** Asks until a lane has as many connections as one account uses, in every event loop. */
  private void openConnections(
      String lane, int connections, Supplier<CompletableFuture<Reply>> question) {
    await(
        () -> {
          crowd.all(LOOPS * connections * 4, i -> question.get());
          return backends.of(lane).size() == LOOPS * connections;
        });
  }

  /** Each another one: equal questions would be answered together. */
  private String page() {
    int number = asked.getAndIncrement();
    return Api.BOUNCES + "?limit=%d&offset=%d".formatted(number % 500 + 1, number / 500);
  }

  private String search() {
    return page() + "&email=%25zz";
  }

  private CompletableFuture<Reply> ingest(String name, int rows) {
    String body =
        IntStream.range(0, rows)
            .mapToObj(
                row -> "{\"email\":\"%s-%d@x.org\",\"created\":%d}".formatted(name, row, row + 1))
            .collect(Collectors.joining(",", "[", "]"));
    return crowd.send("POST", Api.INGEST, body);
  }

  private static boolean isListed(String email) {
    return api.get(Api.BOUNCES + "/" + email).body().contains(email);
  }

  private void awaitAnswers() {
    await(() -> admin.get("/ready").statusCode() == 200);
    await(
        () ->
            crowd.all(LOOPS * 4, i -> crowd.get(Api.BOUNCES + "/a@x.org")).stream()
                .allMatch(reply -> reply.status() == 200));
    await(
        () ->
            crowd.all(LOOPS * 8, i -> crowd.get(page())).stream()
                .allMatch(reply -> reply.status() == 200));
    await(() -> ingest("after", BATCH).join().status() == 200);
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(RECOVERY);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), "it takes too long");
    }
  }

  private static void assertAnswered(Reply reply) {
    assertEquals(200, reply.status());
    assertTrue(reply.took().compareTo(AT_ONCE) < 0, () -> "took " + reply.took());
  }

  private static void assertUnavailable(Reply reply, Duration bound) {
    assertEquals(503, reply.status());
    assertTrue(reply.retryAfter().matches("[123]"), reply.retryAfter());
    assertTrue(reply.took().compareTo(bound) < 0, () -> "took " + reply.took());
  }
}
