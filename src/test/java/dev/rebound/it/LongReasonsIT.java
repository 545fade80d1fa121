package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.Crowd;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests for rows with the longest reasons, all at once, from a service with the shipped options
 * of the JVM. A reason of control characters has 48 KiB as JSON.
 */
@Timeout(180)
class LongReasonsIT {
  private static final int ROWS = 500;
  private static final int EVENTS = 200;
  private static final String REASON = "\\u0001".repeat(8192);
  private static final String LIST = "/v3/suppression/bounces?limit=500";
  private static final Set<Integer> EXPECTED = Set.of(200, 503);

  private static ServiceProcess service;
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path dataDir) {
    service =
        ServiceProcess.startShort(
            Map.of(
                "REBOUND_DATABASE_URL",
                TestDatabase.migrated(),
                "REBOUND_DATA_DIR",
                dataDir.toString(),
                "JDK_JAVA_OPTIONS",
                "@conf/jvm.options"));
    api = service.api();
    Api ingest = api.with("Content-Type", "application/x-ndjson");
    List<byte[]> rows = new ArrayList<>();
    IntStream.range(0, ROWS).forEach(i -> rows.add(row("user" + i, i)));
    IntStream.range(0, EVENTS).forEach(i -> rows.add(row("ann", ROWS + i)));
    String report =
        ingest.send("POST", "/rebound/v1/bounces", BodyPublishers.ofByteArrays(rows)).body();
    assertTrue(report.endsWith("\"rejected\":[]}"), report);
  }

  private static byte[] row(String name, int created) {
    return "{\"email\":\"%s@x.org\",\"created\":%d,\"reason\":\"%s\"}\n"
        .formatted(name, created, REASON)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void theServiceStillResponds() {
    assertServed(1, i -> new String[] {"GET", "/v3/suppression/bounces?limit=1", ""});
  }

  private static void assertServed(int requests, IntFunction<String[]> request) {
    Crowd crowd = new Crowd(api);
    Set<Integer> statuses =
        crowd
            .all(
                requests,
                i -> crowd.send(request.apply(i)[0], request.apply(i)[1], request.apply(i)[2]))
            .stream()
            .map(Crowd.Reply::status)
            .collect(Collectors.toSet());
    assertTrue(EXPECTED.containsAll(statuses), statuses.toString());
    // On a slow machine all of them may be refused; alone, the request succeeds.
    String[] alone = request.apply(0);
    int status = 0;
    while (status != 200) {
      status = crowd.send(alone[0], alone[1], alone[2]).join().status();
      assertTrue(EXPECTED.contains(status), alone[1] + " " + status);
    }
  }

  @Test
  void pages() {
    assertServed(24, i -> new String[] {"GET", LIST + "&offset=" + i % 3, ""});
  }

  @Test
  void v2Gets() {
    String path = "/api/bounces.get.json?api_user=apikey&api_key=" + api.key();
    assertServed(16, i -> new String[] {"GET", path + "&date=1", ""});
  }

  @Test
  void lookupsOfMany() {
    String emails =
        IntStream.range(0, ROWS)
            .mapToObj(i -> "\"user" + i + "@x.org\"")
            .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
    assertServed(8, i -> new String[] {"POST", "/rebound/v1/lookup", emails});
  }

  @Test
  void histories() {
    String path = "/rebound/v1/bounces/ann@x.org/history?limit=500";
    assertServed(150, i -> new String[] {"GET", path, ""});
  }

  @Test
  void lookups() {
    String path = "/v3/suppression/bounces/user";
    assertServed(2_000, i -> new String[] {"GET", path + i % ROWS + "@x.org", ""});
  }

  @Test
  void clientsThatDoNotRead() throws IOException {
    URI url = URI.create(api.url());
    String request =
        "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n".formatted(LIST, api.key());
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      }
      theServiceStillResponds();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
