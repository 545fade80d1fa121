package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.ApiKey;
import dev.rebound.drill.RoundRobin.Instance;
import dev.rebound.drill.RoundRobin.Reply;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances of one database behind a client that asks them in turn, at full load. */
@Timeout(300)
class RollingRestartDrill {
  private static final int WORKERS = 32;
  // Of a client that asks whether an instance is ready every tenth of a second, with room.
  private static final int DRAIN_SECONDS = 3;
  private static final int BETWEEN_RESTARTS = 2_000;
  // The cores are for the service.
  private static final long POLL_NANOS = 10_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String key = ApiKey.random(new SecureRandom()).text();
  private final String databaseUrl = TestDatabase.create();
  private final List<Instance> instances = List.of(instance(), instance());
  private final Map<Instance, ServiceProcess> running = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean ends;

  @AfterEach
  void stopAll() {
    running.values().forEach(ServiceProcess::close);
  }

  @Test
  void noRequestFailsWhileInstancesAreRestartedInTurn() {
    // At the same time, on an empty database: one of them migrates, the other waits.
    Stream.of(
            CompletableFuture.runAsync(() -> start(instances.get(0))),
            CompletableFuture.runAsync(() -> start(instances.get(1))))
        .toList()
        .forEach(CompletableFuture::join);
    try (RoundRobin balancer = new RoundRobin(instances, key, WORKERS)) {
      await(() -> instances.stream().allMatch(Instance::isReady));
      List<CompletableFuture<Void>> load =
          Stream.generate(() -> work(balancer)).limit(WORKERS).toList();
      for (Instance instance : instances) {
        awaitMore();
        running.remove(instance).close();
        await(() -> !instance.isReady());
        awaitMore();
        start(instance);
        await(instance::isReady);
      }
      awaitMore();
      ends = true;
      load.forEach(CompletableFuture::join);
    }
    System.out.printf("%d requests answered, %d failed%n", answered.get(), failures.size());
    assertEquals(List.of(), failures.stream().limit(10).toList());
    assertAllThere();
  }

  private CompletableFuture<Void> work(RoundRobin balancer) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    goOn(balancer, done);
    return done;
  }

  // Each answer is followed by the next request, as fast as they come.
  private void goOn(RoundRobin balancer, CompletableFuture<Void> done) {
    if (ends || !failures.isEmpty()) {
      done.complete(null);
      return;
    }
    Future.succeededFuture(numbers.incrementAndGet())
        .compose(number -> ask(balancer, number))
        .onFailure(cause -> failures.add(cause.toString()))
        .onComplete(next -> goOn(balancer, done));
  }

  private Future<?> ask(RoundRobin balancer, int number) {
    String email = "gone-" + number + "@x.org";
    return switch (number % 4) {
      case 0 ->
          note(
              balancer.send(
                  HttpMethod.POST,
                  "/rebound/v1/bounces",
                  "{\"email\":\"%s\",\"reason\":\"550 5.1.1 unknown\",\"status\":\"5.1.1\"}"
                      .formatted(email)),
              () -> told.add(email));
      case 1 -> note(balancer.send(HttpMethod.GET, Api.BOUNCES + "?limit=500", ""), () -> {});
      default -> note(balancer.send(HttpMethod.GET, Api.BOUNCES + "/" + email, ""), () -> {});
    };
  }

  private Future<?> note(Future<Reply> reply, Runnable onSuccess) {
    return reply.onSuccess(
        answer -> {
          answered.incrementAndGet();
          if (answer.status() == 200) {
            onSuccess.run();
          } else {
            failures.add(answer.status() + " " + answer.body());
          }
        });
  }

  private void assertAllThere() {
    Api api = running.get(instances.get(0)).api(key);
    Set<String> missing = new TreeSet<>(told);
    told.stream()
        .filter(email -> !api.get(Api.BOUNCES + "/" + email).body().equals("[]"))
        .forEach(missing::remove);
    assertTrue(told.size() > BETWEEN_RESTARTS / 4, "too few were told to say anything");
    assertEquals(Set.of(), missing);
  }

  private void awaitMore() {
    int enough = answered.get() + BETWEEN_RESTARTS;
    await(() -> answered.get() >= enough || !failures.isEmpty());
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), "it takes too long");
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void start(Instance instance) {
    Map<String, String> settings = new HashMap<>();
    settings.put("REBOUND_DATABASE_URL", databaseUrl);
    settings.put("REBOUND_API_KEY", key);
    settings.put("REBOUND_HTTP_PORT", Integer.toString(instance.port));
    settings.put("REBOUND_ADMIN_PORT", Integer.toString(instance.adminPort));
    settings.put("REBOUND_STOP_DRAIN_SECONDS", Integer.toString(DRAIN_SECONDS));
    running.put(instance, ServiceProcess.start(settings));
  }

  private static Instance instance() {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      return new Instance(one.getLocalPort(), other.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
