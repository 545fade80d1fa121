package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.ApiKey;
import dev.rebound.embedded.PostgresNode;
import dev.rebound.support.Backends;
import dev.rebound.support.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients write, delete and look up through two services on one database, and through a proxy that
 * withholds responses, while faults follow each other at random. Afterwards the responses about
 * every address have an explanation, and all counts are correct. {@code -Drebound.seed} repeats the
 * faults and the requests, though not their exact order in time; {@code -Drebound.rounds} is how
 * often each kind of fault occurs.
 */
@Timeout(900)
class HistoryDrill {
  private static final int CLIENTS = 6;
  private static final int ROUNDS = Integer.getInteger("rebound.rounds", 3);
  private static final int BETWEEN_FAULTS = 60;
  private static final int WITHOUT_RESPONSE = CLIENTS;

  private final long seed = Long.getLong("rebound.seed", System.nanoTime());
  private final String key = ApiKey.random(new SecureRandom()).text();
  private final int[] ports = {freePort(), freePort()};
  private final ServiceProcess[] services = new ServiceProcess[ports.length];
  private final Semaphore known = new Semaphore(0);
  private final Semaphore unknown = new Semaphore(0);
  private final List<RecordingClient> clients = new ArrayList<>();
  private PostgresNode postgres;
  private CuttingProxy proxy;
  private volatile boolean ends;

  private enum Fault {
    CONNECTIONS_TERMINATED,
    POSTGRESQL_STOPPED,
    POSTGRESQL_KILLED,
    SERVICE_STOPPED,
    SERVICE_KILLED,
    SERVICE_RESTARTED
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    postgres = PostgresNode.primary(folder.resolve("postgres"));
    for (int i = 0; i < ports.length; i++) {
      start(i);
    }
    proxy = new CuttingProxy(ports[0]);
    List<String> urls =
        List.of(url(0), url(1), url(0), url(1), url(0), url(1), url(0), url(1), proxy.url());
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(
          new RecordingClient(
              seed, client, key, urls, isKnown -> (isKnown ? known : unknown).release()));
    }
  }

  @AfterEach
  void stop() {
    ends = true;
    proxy.close();
    List.of(services).forEach(ServiceProcess::close);
    postgres.close();
  }

  @Test
  void everyHistoryHasAnExplanation() throws Exception {
    System.out.println("-Drebound.seed=" + seed);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<CompletableFuture<Void>> running =
        clients.stream()
            .map(client -> CompletableFuture.runAsync(() -> client.run(() -> !ends), threads))
            .toList();
    Random random = new Random(seed);
    for (Fault fault : faults(random)) {
      awaitResponses();
      long start = System.nanoTime();
      run(fault, random.nextInt(ports.length));
      long end = System.nanoTime();
      known.drainPermits();
      known.acquire();
      System.out.printf(
          "%s: for %d ms; the next response after %d ms%n",
          fault, (end - start) / 1_000_000, (System.nanoTime() - end) / 1_000_000);
    }
    awaitResponses();
    ends = true;
    running.forEach(CompletableFuture::join);
    threads.shutdown();
    clients.forEach(client -> client.finish(url(1)));
    System.out.printf(
        "%d steps recorded%n", clients.stream().mapToInt(RecordingClient::size).sum());
    assertEquals(List.of(), clients.stream().flatMap(client -> client.faults().stream()).toList());
    assertEquals(0, ServiceProcess.run(settings(0), "verify").exitCode());
  }

  /** Returns all kinds of faults, each as often as any other, in random order. */
  private static List<Fault> faults(Random random) {
    List<Fault> faults = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Fault> all = new ArrayList<>(List.of(Fault.values()));
      Collections.shuffle(all, random);
      faults.addAll(all);
    }
    return faults;
  }

  private void awaitResponses() throws InterruptedException {
    known.drainPermits();
    known.acquire(BETWEEN_FAULTS);
  }

  private void awaitWithoutResponse() throws InterruptedException {
    unknown.drainPermits();
    unknown.acquire(WITHOUT_RESPONSE);
  }

  private void run(Fault fault, int number) throws Exception {
    switch (fault) {
      case CONNECTIONS_TERMINATED -> {
        try (Backends backends = new Backends(PostgresNode.url(postgres))) {
          backends.terminateAll();
        }
      }
      case POSTGRESQL_STOPPED -> {
        try (Backends backends = new Backends(PostgresNode.url(postgres))) {
          backends.whileStopped(
              backends.all(),
              () -> {
                awaitWithoutResponse();
                return null;
              });
        }
      }
      case POSTGRESQL_KILLED -> {
        postgres.kill();
        awaitWithoutResponse();
        postgres.start();
      }
      case SERVICE_STOPPED -> {
        List<Long> process = List.of(services[number].pid());
        Backends.signal("-STOP", process);
        try {
          awaitWithoutResponse();
        } finally {
          Backends.signal("-CONT", process);
        }
      }
      case SERVICE_KILLED -> {
        services[number].kill();
        awaitWithoutResponse();
        start(number);
      }
      case SERVICE_RESTARTED -> {
        services[number].close();
        start(number);
      }
    }
  }

  private void start(int number) {
    services[number] = ServiceProcess.start(settings(number));
  }

  private Map<String, String> settings(int number) {
    return Map.of(
        "REBOUND_DATABASE_URL",
        PostgresNode.url(postgres),
        "REBOUND_API_KEY",
        key,
        "REBOUND_HTTP_PORT",
        Integer.toString(ports[number]));
  }

  private String url(int number) {
    return "http://127.0.0.1:" + ports[number];
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
