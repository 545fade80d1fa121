package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.ApiKey;
import dev.rebound.drill.Flood.Call;
import dev.rebound.embedded.PostgresNode;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mixed load on two services of one database for minutes, while one of the services and the
 * PostgreSQL are restarted or killed in turn. At the end the other service and the database need no
 * more of anything than after half of the time. {@code -Drebound.soak.seconds} is the length.
 */
@Timeout(7_200)
class MixedLoadSoak {
  private static final int SECONDS = Integer.getInteger("rebound.soak.seconds", 600);
  private static final int CONNECTIONS = 8;
  private static final int BETWEEN_RESTARTS = 600;
  private static final int MAX_FAILED_STARTS = 5;
  private static final int LIST = 2_000;
  private static final int BATCH = 100;
  private static final int TIMES = 10;
  private static final long CREATED = 1_700_000_000;

  private final String key = ApiKey.random(new SecureRandom()).text();
  private final int adminPort = ServiceProcess.freePort();
  private final int restartedPort = ServiceProcess.freePort();
  private PostgresNode postgres;
  private ServiceProcess steady;
  private ServiceProcess restarted;

  @BeforeEach
  void start(@TempDir Path folder) {
    postgres = PostgresNode.primary(folder.resolve("postgres"));
    steady = ServiceProcess.start(settings("REBOUND_ADMIN_PORT", adminPort));
    restarted = restartedService();
  }

  @AfterEach
  void stop() {
    List.of(steady, restarted).forEach(ServiceProcess::close);
    postgres.close();
  }

  @Test
  void nothingGrows() {
    Api admin = new Api("http://127.0.0.1:" + adminPort, null);
    soak(SECONDS / 2);
    Footprint half = Footprint.of(steady.pid(), admin, postgres);
    System.out.println("half: " + half);
    soak(SECONDS / 2);
    Footprint end = Footprint.of(steady.pid(), admin, postgres);
    System.out.println("end:  " + end);
    assertEquals(List.of(), end.growthSince(half));
    assertEquals(0, ServiceProcess.run(settings("REBOUND_ADMIN_PORT", 0), "verify").exitCode());
  }

  private void soak(int seconds) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    String steadyUrl = steady.url();
    List<Flood> floods = new ArrayList<>();
    try {
      floods.add(Flood.patient(new Api(steadyUrl, key), CONNECTIONS, MixedLoadSoak::call));
      floods.add(
          Flood.patient(
              new Api("http://127.0.0.1:" + restartedPort, key), CONNECTIONS, MixedLoadSoak::call));
      for (int round = 0; System.nanoTime() < end; round++) {
        floods.get(0).awaitNext(BETWEEN_RESTARTS);
        restart(round);
      }
      floods.get(0).awaitNext(BETWEEN_RESTARTS);
    } finally {
      floods.forEach(Flood::close);
    }
    floods.forEach(flood -> System.out.println("responses: " + flood.statuses()));
    floods.forEach(
        flood ->
            assertTrue(
                flood.statuses().keySet().stream()
                    .allMatch(status -> status < 300 || status == 404 || status == 503),
                () -> flood.statuses().toString()));
  }

  private void restart(int round) {
    switch (round % 4) {
      case 0 -> {
        restarted.close();
        restarted = restartedService();
      }
      case 1 -> {
        postgres.stop();
        postgres.start();
      }
      case 2 -> {
        restarted.kill();
        restarted = restartedService();
      }
      default -> {
        postgres.kill();
        postgres.start();
      }
    }
  }

  /** Starts the service, again if it ends before it listens: as an orchestrator would. */
  private ServiceProcess restartedService() {
    for (int failures = 0; failures < MAX_FAILED_STARTS; failures++) {
      try {
        return ServiceProcess.start(settings("REBOUND_HTTP_PORT", restartedPort));
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
    throw new IllegalStateException("the service does not start");
  }

  private Map<String, String> settings(String portName, int port) {
    return Map.of(
        "REBOUND_DATABASE_URL",
        PostgresNode.url(postgres),
        "REBOUND_API_KEY",
        key,
        portName,
        Integer.toString(port),
        "JDK_JAVA_OPTIONS",
        "@conf/jvm.options");
  }

  /** All kinds of requests; the number of addresses and events is bounded. */
  private static Call call(int number) {
    String address = "user" + number * 7 % LIST + "@example.com";
    return switch (number % 10) {
      case 0 -> Call.get(Api.BOUNCES + "?limit=500&offset=" + number % LIST);
      case 1 -> Call.get(Api.BOUNCES + "?limit=100&email=%25ser" + number % 100);
      case 2 -> Call.get("/v3/suppressions/bounces/classifications");
      case 3 -> Call.get("/rebound/v1/bounces/" + address + "/history?limit=500");
      case 4, 5 -> new Call("POST", Api.INGEST, rows(number * 31 % LIST, number / LIST % TIMES));
      case 6 -> new Call("DELETE", Api.BOUNCES, emails(number * 17 % LIST));
      case 7 -> new Call("DELETE", Api.BOUNCES + "/" + address, "");
      case 8 -> new Call("POST", "/rebound/v1/lookup", emails(number * 13 % LIST));
      default -> Call.get(Api.BOUNCES + "/" + address);
    };
  }

  private static String rows(int from, int time) {
    return IntStream.range(from, from + BATCH)
        .mapToObj(
            i ->
                "{\"email\":\"user%d@example.com\",\"created\":%d,\"status\":\"5.1.1\"}"
                    .formatted(i, CREATED + time * 86_400L))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String emails(int from) {
    return IntStream.range(from, from + BATCH)
        .mapToObj(i -> "\"user" + i + "@example.com\"")
        .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
  }
}
