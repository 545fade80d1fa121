package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More connections than there may be. */
@Timeout(60)
class ConnectionsContractTest {
  private static final int MAX = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_LIMIT_CONNECTIONS", Integer.toString(MAX)));

  @AutoClose
  private static final TestService SERVICE_PER_ADDRESS =
      TestService.start(Map.of("REBOUND_LIMIT_CONNECTIONS_PER_ADDRESS", Integer.toString(MAX)));

  private Api api;
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  static List<TestService> services() {
    return List.of(SERVICE, SERVICE_PER_ADDRESS);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("services")
  void oneConnectionTooManyIsUnavailableAndClosedAndTheOthersStay(TestService service)
      throws IOException {
    api = service.root();
    for (int i = 0; i < MAX; i++) {
      assertEquals("HTTP/1.1 200 OK", ask(open()).get(0));
    }
    Socket tooMany = open();
    List<String> answer = ask(tooMany);
    assertEquals("HTTP/1.1 503 Service Unavailable", answer.get(0));
    assertTrue(
        answer.stream().anyMatch(line -> line.matches("Retry-After: [123]")), answer::toString);
    assertTrue(answer.contains("connection: close"), answer::toString);
    // The body, and then the end.
    tooMany.getInputStream().readAllBytes();
    for (Socket socket : sockets.subList(0, MAX)) {
      assertEquals("HTTP/1.1 200 OK", ask(socket).get(0));
    }
    sockets.get(0).close();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ask(open()).get(0).equals("HTTP/1.1 200 OK")) {
      assertTrue(System.nanoTime() < end, "there is never room again");
    }
  }

  @Test
  void clientsRefusedAtTheSameTimeComeBackAtDifferentTimes() throws IOException {
    api = SERVICE.root();
    Set<String> waits = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      ask(open()).stream().filter(line -> line.startsWith("Retry-After: ")).forEach(waits::add);
    }
    assertTrue(waits.size() > 1, waits::toString);
  }

  private Socket open() throws IOException {
    URI url = URI.create(api.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    sockets.add(socket);
    return socket;
  }

  /** Asks without wanting a body, and answers with the head. */
  private List<String> ask(Socket socket) throws IOException {
    String request =
        "HEAD /v3/suppression/bounces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n";
    socket.getOutputStream().write(request.formatted(api.key()).getBytes(StandardCharsets.UTF_8));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    List<String> head = new ArrayList<>();
    for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
      head.add(line);
      line = reader.readLine();
    }
    return head;
  }
}
