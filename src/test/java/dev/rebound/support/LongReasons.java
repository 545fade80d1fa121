package dev.rebound.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private final Api admin;

  private LongReasons(ServiceProcess service, int adminPort) {
    this.service = service;
    this.api = service.api();
    this.admin = new Api("http://127.0.0.1:" + adminPort, null);
  }

  /**
   * Starts the service and fills its list.
   *
   * @param dataDir an empty folder
   */
  public static LongReasons start(Path dataDir) {
    int adminPort = ServiceProcess.freePort();
    LongReasons reasons =
        new LongReasons(
            ServiceProcess.startShort(
                Map.of(
                    "REBOUND_DATABASE_URL",
                    TestDatabase.migrated(),
                    "REBOUND_DATA_DIR",
                    dataDir.toString(),
                    "REBOUND_ADMIN_PORT",
                    Integer.toString(adminPort),
                    "JDK_JAVA_OPTIONS",
                    "@conf/jvm.options")),
            adminPort);
    ingest(reasons.api);
    return reasons;
  }

  private static void ingest(Api api) {
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

  /** Returns a client of the admin server. */
  public Api admin() {
    return admin;
  }

  /** Creates another account with the same rows and returns a client with its key. */
  public Api createFilled(String name) {
    Api account = createAccount(name);
    ingest(account);
    return account;
  }

  /** Creates an account and returns a client with its key, which the service has not seen yet. */
  public Api createAccount(String name) {
    created("/rebound/v1/accounts", api, "{\"name\":\"" + name + "\"}");
    return createKey(name);
  }

  /** Returns a client with a new key of an account. */
  public Api createKey(String account) {
    String key =
        created(
                "/rebound/v1/keys",
                api.with("on-behalf-of", account),
                "{\"label\":\"test\",\"scopes\":[\"suppression.bounces.read\","
                    + "\"suppression.bounces.create\"]}")
            .getString("key");
    return service.api(key);
  }

  private static JsonObject created(String path, Api caller, String body) {
    HttpResponse<String> response = caller.post(path, body);
    assertEquals(201, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }

  /** Sends GET requests at once like {@link #assertServed(int, IntFunction)}. */
  public void assertReads(int requests, IntFunction<String> path) {
    assertReads(List.of(api), requests, path);
  }

  /** Sends GET requests of these accounts in turn, at once like {@link #assertReads}. */
  public void assertReads(List<Api> accounts, int requests, IntFunction<String> path) {
    assertServed(accounts, requests, i -> new String[] {"GET", path.apply(i), ""});
  }

  /**
   * Sends requests at once and asserts that each gets 200 or 503, and that the first succeeds
   * alone.
   *
   * @param request the method, path and body of each request
   */
  public void assertServed(int requests, IntFunction<String[]> request) {
    assertServed(List.of(api), requests, request);
  }

  private void assertServed(List<Api> accounts, int requests, IntFunction<String[]> request) {
    Crowd crowd = new Crowd(api);
    List<Crowd> crowds = accounts.stream().map(crowd::with).toList();
    Map<Integer, Long> statuses =
        crowd.all(requests, i -> send(crowds.get(i % crowds.size()), request.apply(i))).stream()
            .collect(Collectors.groupingBy(Crowd.Reply::status, Collectors.counting()));
    System.out.printf("%s: %s%n", request.apply(0)[1].replaceAll("api_key=[^&]*", ""), statuses);
    assertTrue(EXPECTED.containsAll(statuses.keySet()), statuses.toString());
    // On a slow machine all of them may be refused; alone, the request succeeds.
    int status = 0;
    while (status != 200) {
      status = send(crowds.get(0), request.apply(0)).join().status();
      assertTrue(EXPECTED.contains(status), request.apply(0)[1] + " " + status);
    }
  }

  private static CompletableFuture<Crowd.Reply> send(Crowd crowd, String[] request) {
    return crowd.send(request[0], request[1], request[2]);
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
