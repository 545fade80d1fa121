package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** More connections of the admin server than there may be. */
@Timeout(60)
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_IMAGE",
    matches = ".+",
    disabledReason = "the container's health checks use connections of the admin server")
class AdminConnectionsContractTest {
  private static final int MAX = 4;
  private static final String OK = "HTTP/1.1 200 OK";

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_LIMIT_ADMIN_CONNECTIONS", Integer.toString(MAX)));

  private final List<Socket> sockets = new ArrayList<>();

  @Test
  void anExcessConnectionIsClosedAndTheOthersStay() throws IOException {
    try {
      for (int i = 0; i < MAX; i++) {
        assertEquals(OK, live(open()));
      }
      assertEquals("", live(open()));
      assertEquals(OK, live(sockets.get(0)));
      assertEquals(200, SERVICE.account().get(Api.BOUNCES).statusCode());
      sockets.get(0).close();
      while (!live(open()).equals(OK)) {
        assertTrue(sockets.size() < 10_000, "there is never room again");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private Socket open() throws IOException {
    URI url = URI.create(SERVICE.adminUrl());
    Socket socket = new Socket(url.getHost(), url.getPort());
    sockets.add(socket);
    return socket;
  }

  /** Returns the status line; empty for a closed connection. */
  private static String live(Socket socket) {
    try {
      String request = "HEAD /live HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return "";
        }
        head.append((char) next);
      }
      return head.substring(0, head.indexOf("\r"));
    } catch (IOException e) {
      return "";
    }
  }
}
