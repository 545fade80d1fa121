package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.ApiKey;
import dev.rebound.drill.Progress.Kind;
import dev.rebound.embedded.PostgresNode;
import dev.rebound.support.Api;
import dev.rebound.support.Backends;
import dev.rebound.support.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients write, delete, empty their lists, read pages and look up through two services on one
 * database, and through a proxy that withholds responses, while faults follow each other at random.
 * Afterwards the responses about every address have an explanation, and all counts are correct.
 * {@code -Drebound.seed} repeats the faults and the requests, though not their exact order in time;
 * {@code -Drebound.rounds} is how often each kind of fault occurs. Without the right to mount
 * volumes, no volume is full.
 */
@Timeout(900)
class HistoryDrill {
  private static final int CLIENTS = 6;
  private static final int ROUNDS = Integer.getInteger("rebound.rounds", 3);
  private static final int RESPONSES = 60;
  private static final int WITHOUT_RESPONSE = CLIENTS;

  private final long seed = Long.getLong("rebound.seed", System.nanoTime());
  private final String key = ApiKey.random(new SecureRandom()).text();
  private final int[] ports = {ServiceProcess.freePort(), ServiceProcess.freePort()};
  private final ServiceProcess[] services = new ServiceProcess[ports.length];
  private final Progress progress = new Progress(CLIENTS, this::checkClients);
  private final List<RecordingClient> clients = Collections.synchronizedList(new ArrayList<>());
  private final BatchWriter batches = new BatchWriter(seed);
  private List<CompletableFuture<Void>> running = List.of();
  private Optional<Volume> dataVolume;
  private Optional<Volume> walVolume;
  private PostgresNode postgres;
  private CuttingProxy proxy;
  private volatile boolean ends;

  private enum Fault {
    CONNECTIONS_TERMINATED,
    POSTGRESQL_STOPPED,
    POSTGRESQL_KILLED,
    SERVICE_STOPPED,
    SERVICE_KILLED,
    SERVICE_RESTARTED,
    DESCRIPTORS_EXHAUSTED,
    DATA_VOLUME_FULL,
    WAL_VOLUME_FULL
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    dataVolume = Volume.mount(folder.resolve("postgres").resolve("db"));
    walVolume = Volume.mount(folder.resolve("wal"));
    postgres =
        PostgresNode.primary(folder.resolve("postgres"), "--waldir=" + folder.resolve("wal"));
    for (int i = 0; i < ports.length; i++) {
      start(i);
    }
    proxy = new CuttingProxy(ports[0]);
  }

  @AfterEach
  void stop() {
    ends = true;
    proxy.close();
    List.of(services).forEach(ServiceProcess::close);
    try {
      postgres.close();
    } finally {
      dataVolume.ifPresent(Volume::close);
      walVolume.ifPresent(Volume::close);
    }
  }

  @Test
  void everyHistoryHasAnExplanation() throws Exception {
    System.out.println("-Drebound.seed=" + seed);
    ExecutorService threads = Executors.newCachedThreadPool();
    running =
        IntStream.range(0, CLIENTS)
            .mapToObj(client -> CompletableFuture.runAsync(() -> run(client), threads))
            .toList();
    progress.awaitEach(Kind.NEW_WRITE, Kind.PAGE_WITH_ROWS);
    Random random = new Random(seed);
    for (Fault fault : faults(random)) {
      int service = random.nextInt(ports.length);
      if (!isPossible(fault)) {
        System.out.println(fault + ": skipped without a volume");
        continue;
      }
      runAndAwaitWrites(fault, service);
    }
    ends = true;
    running.forEach(CompletableFuture::join);
    threads.shutdown();
    clients.forEach(client -> client.finish(url(1)));
    System.out.printf(
        "%d steps of %d accounts recorded, %d rows of batches listed%n",
        clients.stream().mapToInt(RecordingClient::size).sum(),
        clients.size(),
        batches.assertListed(services[1].api(key)));
    assertEquals(List.of(), clients.stream().flatMap(client -> client.faults().stream()).toList());
    assertEquals(0, ServiceProcess.run(settings(0), "verify").exitCode());
  }

  /** Sends requests as a client whose accounts follow each other. */
  private void run(int client) {
    for (int generation = 0; !ends; generation++) {
      RecordingClient next =
          new RecordingClient(
              seed,
              "client%d-%d".formatted(client, generation),
              key,
              urls(generation),
              kind -> progress.add(client, kind));
      if (next.create(() -> !ends)) {
        clients.add(next);
        next.run(() -> !ends);
      }
    }
  }

  /** Of every second account, a ninth of the requests go through the proxy. */
  private List<String> urls(int generation) {
    List<String> urls = new ArrayList<>();
    IntStream.range(0, 4).forEach(i -> urls.addAll(List.of(url(0), url(1))));
    if (generation % 2 == 1) {
      urls.add(proxy.url());
    }
    return urls;
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

  private boolean isPossible(Fault fault) {
    return switch (fault) {
      case DATA_VOLUME_FULL -> dataVolume.isPresent();
      case WAL_VOLUME_FULL -> walVolume.isPresent();
      default -> true;
    };
  }

  private void runAndAwaitWrites(Fault fault, int service) throws Exception {
    long writes = progress.total(Kind.NEW_WRITE);
    long start = System.nanoTime();
    run(fault, service);
    long end = System.nanoTime();
    long writesBeforeEnd = progress.total(Kind.NEW_WRITE);
    progress.awaitTotal(Kind.RESPONSE, 1);
    long response = System.nanoTime();
    progress.awaitEach(Kind.NEW_WRITE, Kind.PAGE_WITH_ROWS);
    System.out.printf(
        "%s: for %d ms, with %d new writes; the next response after %d ms;"
            + " %d new writes until each client had written and read rows, after %d ms%n",
        fault,
        (end - start) / 1_000_000,
        writesBeforeEnd - writes,
        (response - end) / 1_000_000,
        progress.total(Kind.NEW_WRITE) - writesBeforeEnd,
        (System.nanoTime() - end) / 1_000_000);
  }

  private void awaitWithoutResponse() throws InterruptedException {
    progress.awaitTotal(Kind.NO_RESPONSE, WITHOUT_RESPONSE);
  }

  /** Fails when a client has failed. */
  private void checkClients() {
    running.stream()
        .filter(CompletableFuture::isCompletedExceptionally)
        .forEach(CompletableFuture::join);
  }

  private void run(Fault fault, int number) throws Exception {
    switch (fault) {
      case CONNECTIONS_TERMINATED -> terminateConnections();
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
      case DESCRIPTORS_EXHAUSTED -> exhaustDescriptors(number);
      case DATA_VOLUME_FULL -> fillData(dataVolume.orElseThrow(), services[number].api(key));
      case WAL_VOLUME_FULL -> fillWal(walVolume.orElseThrow(), services[number].api(key));
    }
  }

  private void terminateConnections() {
    try (Backends backends = new Backends(PostgresNode.url(postgres))) {
      backends.terminateAll();
    }
  }

  /** The service loses its connections to PostgreSQL and can neither open nor accept others. */
  private void exhaustDescriptors(int number) throws Exception {
    CompletableFuture<HttpResponse<Void>> response =
        DescriptorLimit.whileNoneIsFree(
            services[number].pid(),
            () -> {
              terminateConnections();
              CompletableFuture<HttpResponse<Void>> later = requestOnNewConnection(number);
              // The other service has its connections again, this one does not.
              progress.awaitTotal(Kind.RESPONSE, RESPONSES);
              awaitWithoutResponse();
              assertFalse(later.isDone(), "a connection was accepted");
              return later;
            });
    long start = System.nanoTime();
    assertTrue(Set.of(200, 503).contains(response.join().statusCode()));
    System.out.printf(
        "the waiting connection was served after %d ms%n", (System.nanoTime() - start) / 1_000_000);
  }

  private CompletableFuture<HttpResponse<Void>> requestOnNewConnection(int number) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(number) + Api.BOUNCES))
            .header("Authorization", "Bearer " + key)
            .build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .sendAsync(request, BodyHandlers.discarding());
  }

  /** PostgreSQL refuses all statements that need space for rows. */
  private void fillData(Volume volume, Api api) throws InterruptedException {
    volume.fill();
    try {
      while (batches.write(api)) {
        // The table still has a page with room.
      }
      // Each client may repeat a write by now, so that none reads.
      assertEquals(200, api.get(Api.BOUNCES).statusCode());
      awaitWithoutResponse();
    } finally {
      volume.free();
    }
  }

  /** PostgreSQL stops when it needs the next WAL segment, and does not start without one. */
  private void fillWal(Volume volume, Api api) throws InterruptedException {
    try {
      do {
        volume.fill();
        batches.write(api);
      } while (postgres.isRunning());
      awaitWithoutResponse();
    } finally {
      volume.free();
    }
    postgres.start();
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
}
