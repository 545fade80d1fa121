package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was acknowledged is there again after any kill: of the service, and of its PostgreSQL. */
@Timeout(300)
class DurabilityDrill {
  private static final int KILLS = 5;
  private static final int WRITERS = 4;
  private static final int ROWS_BETWEEN_KILLS = 40;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private Path dataDir;
  private String key;

  @BeforeEach
  void makeDataDir() throws IOException {
    dataDir = Files.createTempDirectory("rebound-durability");
  }

  @AfterEach
  void deleteDataDir() {
    TestDatabase.delete(dataDir);
  }

  @Test
  void noAcknowledgedRowIsLostWhenTheServiceOrItsPostgresqlIsKilled() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      ServiceProcess service = start();
      writeUntil(service, "service" + kill, service::kill);
    }
    try (ServiceProcess service = start()) {
      assertAllThere(service);
      for (int kill = 0; kill < KILLS; kill++) {
        writeUntil(service, "postgresql" + kill, this::killPostgresql);
        assertAllThere(service);
      }
    }
    try (ServiceProcess service = start()) {
      assertAllThere(service);
    }
  }

  private ServiceProcess start() {
    ServiceProcess service = ServiceProcess.start(Map.of("REBOUND_DATA_DIR", dataDir.toString()));
    service.firstKey().ifPresent(first -> key = first);
    return service;
  }

  /**
   * Writes from several threads, kills while they do, and stops them at their next failure. Earlier
   * failures are of the kill before: each event loop of the service connects again by itself.
   */
  private void writeUntil(ServiceProcess service, String name, Runnable kill)
      throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(ROWS_BETWEEN_KILLS);
    AtomicBoolean killed = new AtomicBoolean();
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = name + "-" + writer + "-";
      writers.add(new Thread(() -> write(service.api(key), prefix, enough, killed)));
    }
    writers.forEach(Thread::start);
    enough.await();
    killed.set(true);
    kill.run();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  private void write(Api api, String prefix, CountDownLatch enough, AtomicBoolean killed) {
    for (int i = 0; true; i++) {
      String email = prefix + i + "@example.com";
      // Read before the request: a failure that began before the kill does not end the writes.
      boolean isKilled = killed.get();
      if (isAcknowledged(api, email)) {
        acknowledged.add(email);
        enough.countDown();
      } else if (isKilled) {
        return;
      }
    }
  }

  private static boolean isAcknowledged(Api api, String email) {
    try {
      HttpResponse<String> response =
          api.post("/rebound/v1/bounces", "{\"email\":\"" + email + "\",\"status\":\"5.1.1\"}");
      return response.statusCode() == 200;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void killPostgresql() {
    ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
  }

  private long postmaster() {
    try {
      return Long.parseLong(Files.readAllLines(dataDir.resolve("db/postmaster.pid")).get(0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertAllThere(ServiceProcess service) {
    Set<String> lost = new TreeSet<>();
    for (String email : acknowledged) {
      if (!isOnTheList(service.api(key), email)) {
        lost.add(email);
      }
    }
    assertTrue(lost.isEmpty(), () -> lost.size() + " of " + acknowledged.size() + " lost");
  }

  /** Asks until there is an answer: a database that is coming back is 503. */
  private static boolean isOnTheList(Api api, String email) {
    while (true) {
      HttpResponse<String> response = api.get("/v3/suppression/bounces/" + email);
      if (response.statusCode() == 200) {
        return response.body().contains(email);
      }
      if (response.statusCode() != 503) {
        throw new AssertionError(response.statusCode() + " " + response.body());
      }
    }
  }
}
