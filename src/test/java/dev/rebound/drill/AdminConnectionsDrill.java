package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.ApiKey;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A service with few descriptors, and more connections of the admin server than it has descriptors.
 * The API still accepts connections: the admin server keeps few of its own.
 */
@Timeout(120)
class AdminConnectionsDrill {
  private static final long DESCRIPTORS = 1_024;
  private static final int CONNECTIONS = 2_000;
  // Shorter than the ten seconds after which the service closes a connection without a request.
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String SCOPES = "/v3/scopes";

  @Test
  void connectionsOfTheAdminServerLeaveDescriptorsForTheApi() throws Exception {
    String key = ApiKey.random(new SecureRandom()).text();
    List<Socket> sockets = new ArrayList<>();
    try (ServiceProcess service =
        ServiceProcess.start(
            Map.of(
                "REBOUND_DATABASE_URL",
                TestDatabase.migrated(),
                "REBOUND_API_KEY",
                key,
                "REBOUND_MODE",
                "mock"))) {
      DescriptorLimit.set(service.pid(), Long.toString(DESCRIPTORS));
      URI admin = URI.create(service.adminUrl());
      for (int i = 0; i < CONNECTIONS; i++) {
        sockets.add(new Socket(admin.getHost(), admin.getPort()));
      }
      Api api = service.api(key);
      for (int i = 0; i < 50; i++) {
        assertEquals("HTTP/1.1 200 OK", status(api, sockets));
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Returns the status line of a request on a new connection, which stays open. */
  private static String status(Api api, List<Socket> sockets) throws IOException {
    URI url = URI.create(api.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    sockets.add(socket);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    String request =
        "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(SCOPES, api.key());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0 && next != '\r';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString();
  }
}
