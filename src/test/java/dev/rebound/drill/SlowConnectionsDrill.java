package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.domain.ApiKey;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * More connections than the service accepts begin a head and never end it, from several addresses
 * of the loopback. A client with an open connection is served all the while, and the service closes
 * all slow connections.
 */
@Timeout(300)
class SlowConnectionsDrill {
  private static final int CONNECTIONS = 10_500;
  private static final String SCOPES = "/v3/scopes";
  private static final int PER_ADDRESS = 1_750;
  // Both processes have a descriptor for each connection, and some hundreds for themselves.
  private static final long DESCRIPTORS = CONNECTIONS + 1_500;

  private final String key = ApiKey.random(new SecureRandom()).text();
  private final List<Socket> slow = new ArrayList<>();
  private ServiceProcess service;
  private Api api;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(DescriptorLimit.own() >= DESCRIPTORS, "ulimit -n is below " + DESCRIPTORS);
    service =
        ServiceProcess.start(
            Map.of(
                "REBOUND_DATABASE_URL",
                TestDatabase.migrated(),
                "REBOUND_API_KEY",
                key,
                // The requests of the client seldom need the database then.
                "REBOUND_HTTP_KEY_CACHE_SECONDS",
                "10"));
    api = service.api(key);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : slow) {
      socket.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @Test
  void slowHeadsKeepNobodyWithAConnectionWaiting() throws Exception {
    assertEquals(200, api.get(SCOPES).statusCode());
    AtomicBoolean areAllGone = new AtomicBoolean();
    CompletableFuture<Set<Integer>> statuses =
        CompletableFuture.supplyAsync(
            () -> {
              Set<Integer> seen = new TreeSet<>();
              while (!areAllGone.get()) {
                seen.add(api.get(SCOPES).statusCode());
              }
              return seen;
            });
    long start = System.nanoTime();
    openSlow();
    for (Socket socket : slow) {
      awaitClosed(socket);
    }
    areAllGone.set(true);
    System.out.printf(
        "%d slow connections were gone %d ms after the first one%n",
        slow.size(), (System.nanoTime() - start) / 1_000_000);
    assertEquals(Set.of(200), statuses.join());
    assertEquals(200, new Api(service.url(), key).get(Api.BOUNCES).statusCode());
  }

  private void openSlow() throws IOException {
    URI url = URI.create(service.url());
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = new Socket();
      slow.add(socket);
      socket.bind(new InetSocketAddress("127.0.0." + (2 + i / PER_ADDRESS), 0));
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Reads to the end: a 408 and the end of the connection, or its reset. */
  private static void awaitClosed(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // Closed with a reset.
    }
  }
}
