package dev.rebound.it;

import dev.rebound.support.LongReasons;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests for pages of rows with the longest reasons, all at once. {@code LongReasonsDrill} sends
 * the other kinds of requests.
 */
@Timeout(180)
class LongReasonsIT {
  private static LongReasons reasons;

  @BeforeAll
  static void start(@TempDir Path dataDir) {
    reasons = LongReasons.start(dataDir);
  }

  @AfterAll
  static void stop() {
    reasons.close();
  }

  @AfterEach
  void theServiceStillResponds() {
    reasons.assertAlive();
  }

  @Test
  void pages() {
    reasons.assertReads(24, i -> LongReasons.LIST + "&offset=" + i % 3);
  }

  @Test
  void clientsThatDoNotRead() throws IOException {
    URI url = URI.create(reasons.api().url());
    String request =
        "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(LongReasons.LIST, reasons.api().key());
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
