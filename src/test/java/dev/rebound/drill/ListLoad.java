package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Verification;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that tell, look up, read pages and delete without a pause, each with an address of its
 * own, and keep what was acknowledged. Who is answered 503 asks again, as a client does.
 */
final class ListLoad implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final int BATCH = 20;
  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();
  private static final int SOME = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LOOKED_UP = 1_000;
  private static final long CREATED = 1_600_000_000;

  private final Api api;
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final Set<String> listed = ConcurrentHashMap.newKeySet();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Queue<String> toDelete = new ConcurrentLinkedQueue<>();
  private final Set<String> faults = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  // Of acknowledged writes and lookups: one after the other is taken to wait for new ones.
  private final Semaphore written = new Semaphore(0);
  private final Semaphore found = new Semaphore(0);
  private volatile boolean isOver;
  // A list page may be a replica's; a lookup must know of what was acknowledged before it.
  private volatile boolean mayBeStale;

  ListLoad(Api api) {
    this.api = api;
    for (int i = 0; i < WRITERS; i++) {
      String name = "one-" + i;
      clients.execute(() -> repeat(n -> ingestOne(name + "-" + n + "@x.org")));
    }
    clients.execute(() -> repeat(this::ingestBatch));
    clients.execute(() -> repeat(n -> deleteOne()));
    clients.execute(() -> repeat(n -> answered(() -> api.get(Api.BOUNCES + "?limit=20"), 200)));
  }

  private interface Step {
    void run(long n);
  }

  private interface Request {
    HttpResponse<String> send();
  }

  private void repeat(Step step) {
    try {
      for (long n = 0; !isOver; n++) {
        step.run(n);
      }
    } catch (RuntimeException e) {
      faults.add(e.toString());
    }
  }

  private void ingestOne(String address) {
    if (!ingest(address)) {
      return;
    }
    HttpResponse<String> row = answered(() -> api.get(Api.BOUNCES + "/" + address), 200);
    if (row != null) {
      if (!row.body().contains(address) && !mayBeStale) {
        faults.add("acknowledged and not found: " + address);
      }
      found.release();
      if (address.hashCode() % 3 == 0) {
        toDelete.add(address);
      }
    }
  }

  private void ingestBatch(long n) {
    String[] batch = new String[BATCH];
    Arrays.setAll(batch, i -> "batch-" + n + "-" + i + "@x.org");
    ingest(batch);
  }

  private boolean ingest(String... addresses) {
    BounceRow[] rows =
        Arrays.stream(addresses)
            .map(address -> BounceRow.at(CREATED, address))
            .toArray(BounceRow[]::new);
    HttpResponse<String> answer = answered(() -> api.post(Api.INGEST, BounceRow.array(rows)), 200);
    if (answer == null) {
      return false;
    }
    listed.addAll(List.of(addresses));
    written.release();
    return true;
  }

  private void deleteOne() {
    String address = toDelete.poll();
    if (address == null) {
      LockSupport.parkNanos(RETRY_NANOS);
      return;
    }
    long before = refused.get();
    HttpResponse<String> answer = answered(() -> api.delete(Api.BOUNCES + "/" + address), 204, 404);
    if (answer != null) {
      // Where none was refused meanwhile, nobody can have deleted it before.
      if (answer.statusCode() == 404 && refused.get() == before && !mayBeStale) {
        faults.add("gone before it was deleted: " + address);
      }
      listed.remove(address);
      deleted.add(address);
      written.release();
    }
  }

  /** Asks until the answer is not 503; null when it is over before. */
  private HttpResponse<String> answered(Request request, Integer... expected) {
    while (true) {
      HttpResponse<String> answer = request.send();
      if (List.of(expected).contains(answer.statusCode())) {
        return answer;
      }
      if (answer.statusCode() != 503) {
        faults.add(answer.statusCode() + " " + answer.body());
        return null;
      }
      if (answer.headers().firstValue("Retry-After").isEmpty()) {
        faults.add("503 without Retry-After");
      }
      refused.incrementAndGet();
      if (isOver) {
        return null;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** From now on a server that was left may still be asked. */
  void allowStale() {
    mayBeStale = true;
  }

  /** Returns when a write was acknowledged from now on. */
  void awaitWrite() {
    await(written, 1);
  }

  /** Returns when a lookup was answered from now on. */
  void awaitLookup() {
    await(found, 1);
  }

  /** Returns after some more of both. */
  void awaitSome() {
    await(written, SOME);
    await(found, SOME);
  }

  private static void await(Semaphore events, int count) {
    events.drainPermits();
    try {
      if (!events.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no answer within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How often 503 was answered so far. */
  long refused() {
    return refused.get();
  }

  /** What must not have been answered; the clients have ended then. */
  List<String> stop() throws InterruptedException {
    isOver = true;
    clients.shutdown();
    if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      faults.add("clients that do not end");
    }
    return List.copyOf(faults);
  }

  private List<String> listed() {
    return new ArrayList<>(listed);
  }

  private List<String> deleted() {
    return new ArrayList<>(deleted);
  }

  /** Asserts that a service, on any server, has all that was acknowledged; after {@link #stop}. */
  void assertNothingIsLost(TestService service) {
    assertFalse(listed.isEmpty());
    assertFalse(deleted.isEmpty());
    Set<String> lost = new HashSet<>(listed);
    lost.removeAll(lookUp(service.root(), listed()));
    assertEquals(Set.of(), lost, "acknowledged, and lost");
    assertEquals(Set.of(), lookUp(service.root(), deleted()), "deleted, and back");
    long root = service.ask(Operations.FIND_ACCOUNT, Account.ROOT).orElseThrow().id();
    assertEquals(
        new Verification(0, 0, 0),
        service.ask(Operations.VERIFY, new Verification.Request(root, false)));
    System.out.printf(
        "%d on the list, %d deleted, %d times 503%n", listed.size(), deleted.size(), refused.get());
  }

  private static Set<String> lookUp(Api api, List<String> addresses) {
    Set<String> found = new HashSet<>();
    for (int from = 0; from < addresses.size(); from += LOOKED_UP) {
      List<String> some = addresses.subList(from, Math.min(from + LOOKED_UP, addresses.size()));
      String body = new JsonObject().put("emails", new JsonArray(some)).encode();
      new JsonArray(api.post("/rebound/v1/lookup", body).body())
          .forEach(row -> found.add(((JsonObject) row).getString("email")));
    }
    return found;
  }

  @Override
  public void close() {
    isOver = true;
    clients.shutdownNow();
  }
}
