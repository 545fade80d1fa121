package dev.rebound.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

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

/**
 * A service with the shipped options of the JVM, whose list holds {@value #ROWS} rows with the
 * longest reasons, and an address with a history of {@value #EVENTS} such events. A reason of
 * control characters has 48 KiB as JSON.
 */
public final class LongReasons implements AutoCloseable {
  public static final int ROWS = 500;
  public static final String LIST = "/v3/suppression/bounces?limit=500";
  public static final String HISTORY = "/rebound/v1/bounces/ann@x.org/history?limit=500";

  private static final int EVENTS = 200;
  private static final String REASON = "\\u0001".repeat(8192);
  private static final Set<Integer> EXPECTED = Set.of(200, 503);

  private final ServiceProcess service;
  private final Api api;

  private LongReasons(ServiceProcess service) {
    this.service = service;
    this.api = service.api();
  }

  /**
   * Starts the service and fills its list.
   *
   * @param dataDir an empty folder
   */
  public static LongReasons start(Path dataDir) {
    LongReasons reasons =
        new LongReasons(
            ServiceProcess.startShort(
                Map.of(
                    "REBOUND_DATABASE_URL",
                    TestDatabase.migrated(),
                    "REBOUND_DATA_DIR",
                    dataDir.toString(),
                    "JDK_JAVA_OPTIONS",
                    "@conf/jvm.options")));
    reasons.ingest();
    return reasons;
  }

  private void ingest() {
    List<byte[]> rows = new ArrayList<>();
    IntStream.range(0, ROWS).forEach(i -> rows.add(row("user" + i, i)));
    IntStream.range(0, EVENTS).forEach(i -> rows.add(row("ann", ROWS + i)));
    String report =
        api.with("Content-Type", "application/x-ndjson")
            .send("POST", "/rebound/v1/bounces", BodyPublishers.ofByteArrays(rows))
            .body();
    assertTrue(report.endsWith("\"rejected\":[]}"), report);
  }

  private static byte[] row(String name, int created) {
    return "{\"email\":\"%s@x.org\",\"created\":%d,\"reason\":\"%s\"}\n"
        .formatted(name, created, REASON)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns a client of the service. */
  public Api api() {
    return api;
  }

  /** Sends GET requests at once like {@link #assertServed(int, IntFunction)}. */
  public void assertReads(int requests, IntFunction<String> path) {
    assertServed(requests, i -> new String[] {"GET", path.apply(i), ""});
  }

  /**
   * Sends requests at once and asserts that each gets 200 or 503, and that the first succeeds
   * alone.
   *
   * @param request the method, path and body of each request
   */
  public void assertServed(int requests, IntFunction<String[]> request) {
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

  /** Asserts that the service still responds. */
  public void assertAlive() {
    assertReads(1, i -> "/v3/suppression/bounces?limit=1");
  }

  @Override
  public void close() {
    service.close();
  }
}
