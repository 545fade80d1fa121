package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.ApiKey;
import dev.rebound.drill.Flood.Call;
import dev.rebound.support.Api;
import dev.rebound.support.MemoryCgroup;
import dev.rebound.support.Scrape;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The service with the shipped options of the JVM stays below the memory limit of the manifests
 * while clients read pages of the longest reasons, and others request them and never read. Where
 * the test may create a memory cgroup, the service runs in one with this limit, as in a pod.
 */
@Timeout(300)
class PodMemoryDrill {
  // limits.memory in k8s/base.
  private static final long LIMIT_KIB = 640 * 1_024;
  // -XX:MaxDirectMemorySize in conf/jvm.options.
  private static final long MAX_DIRECT_BYTES = 96L << 20;
  private static final int ROWS = 500;
  private static final int READERS = 24;
  private static final int IDLE_READERS = 200;
  private static final int PAGES = 24;
  private static final String PATH = Api.BOUNCES + "?limit=500";
  private static final String REASON = "\\u0001".repeat(8_192);

  private final List<Socket> idle = new ArrayList<>();
  private Optional<MemoryCgroup> cgroup;
  private ServiceProcess service;
  private Api api;
  private Api admin;

  @BeforeEach
  void start() throws IOException {
    String key = ApiKey.random(new SecureRandom()).text();
    Map<String, String> settings = new HashMap<>();
    settings.put("REBOUND_DATABASE_URL", TestDatabase.migrated());
    settings.put("REBOUND_API_KEY", key);
    int adminPort = ServiceProcess.freePort();
    settings.put("REBOUND_ADMIN_PORT", Integer.toString(adminPort));
    admin = new Api("http://127.0.0.1:" + adminPort, null);
    settings.put("JDK_JAVA_OPTIONS", "@conf/jvm.options");
    cgroup = MemoryCgroup.create(LIMIT_KIB * 1_024);
    cgroup.ifPresent(created -> settings.put(ServiceProcess.CGROUP, created.processes()));
    service = ServiceProcess.start(settings);
    api = service.api(key);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : idle) {
      socket.close();
    }
    if (service != null) {
      service.close();
    }
    if (cgroup.isPresent()) {
      System.out.printf(
          "memory cgroup: %d MiB charged at most, %d kills%n",
          cgroup.get().peak() >> 20, cgroup.get().kills());
      cgroup.get().close();
    } else {
      System.out.println("no memory cgroup can be created: only the resident memory was checked");
    }
  }

  @Test
  void pagesOfLongReasonsStayBelowTheLimit() throws IOException {
    List<byte[]> rows = IntStream.range(0, ROWS).mapToObj(PodMemoryDrill::row).toList();
    api.with("Content-Type", "application/x-ndjson")
        .send("POST", Api.INGEST, BodyPublishers.ofByteArrays(rows));
    try (Flood flood = Flood.patient(api, READERS, number -> Call.get(PATH))) {
      flood.awaitSuccesses(PAGES);
      for (int i = 0; i < IDLE_READERS; i++) {
        idle.add(requestWithoutReading(api));
      }
      assertDirectMemory(flood);
      System.out.println("responses: " + flood.statuses());
      // 0: a response that found no memory for its rest is cut off.
      assertTrue(Set.of(0, 200, 503).containsAll(flood.statuses().keySet()));
    }
    assertNotKilled();
    long peakKib = service.peakResidentKib();
    System.out.printf("%d MiB resident at most%n", peakKib / 1_024);
    assertTrue(peakKib < LIMIT_KIB, () -> peakKib + " KiB");
  }

  /** Reads the gauge after each of so many responses. */
  private void assertDirectMemory(Flood flood) {
    LongSummaryStatistics bytes = new LongSummaryStatistics();
    for (int i = 0; i < PAGES; i++) {
      flood.await(1);
      Scrape metrics = new Scrape(admin.get("/metrics").body());
      bytes.accept((long) metrics.sum("rebound_netty_direct_bytes"));
    }
    System.out.printf("%d KiB of direct memory at most%n", bytes.getMax() >> 10);
    assertTrue(bytes.getMax() > 1 << 20, bytes::toString);
    assertTrue(bytes.getMax() <= MAX_DIRECT_BYTES, bytes::toString);
  }

  private void assertNotKilled() throws IOException {
    if (cgroup.isPresent()) {
      assertEquals(0, cgroup.get().kills());
      assertTrue(cgroup.get().contains(service.pid()));
    }
  }

  private static byte[] row(int number) {
    return "{\"email\":\"user%d@example.com\",\"created\":%d,\"reason\":\"%s\"}\n"
        .formatted(number, number + 1, REASON)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Socket requestWithoutReading(Api api) throws IOException {
    URI url = URI.create(api.url());
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(PATH, api.key())
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
