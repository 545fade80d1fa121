package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose bodies together exceed the memory for bodies. The timeout ends a hang. */
@Timeout(120)
class BodyMemoryLimitIT {
  private static final String LOOKUP = "/rebound/v1/lookup";
  private static final int ROUNDS = 3;

  // Together more than an eighth of the heap.
  private static final int HALF_BODY = 2 << 20;
  private static final int HALF_BODIES = 10;

  // Together more than an eighth of the heap, too.
  private static final int FORM = 1 << 14;
  private static final int FORMS = 1_000;

  private static ServiceProcess service;
  private static Api api;

  @BeforeAll
  static void start(@TempDir Path dataDir) {
    service = ServiceProcess.startShort(ServiceProcess.withHeap(96, dataDir));
    api = service.api();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void excessBodiesAreRefusedAndAClosedConnectionReleasesItsMemory() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      List<Socket> senders = new ArrayList<>();
      try {
        for (int i = 0; i < HALF_BODIES; i++) {
          senders.add(sendHalf());
        }
        awaitRefusal(senders);
        assertEquals(200, api.get(Api.BOUNCES).statusCode());
      } finally {
        for (Socket sender : senders) {
          sender.close();
        }
      }
      String large = "{\"emails\":[\"a@x.org\"]" + " ".repeat(1 << 20) + "}";
      awaitRoom(large);
    }
  }

  @Test
  void formsOfStrangersLeaveRoomForKnownCallers() throws IOException {
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < FORMS; i++) {
        strangers.add(sendFormButItsLastByte());
      }
      awaitRefusal(strangers);
      String large = "{\"emails\":[\"a@x.org\"]" + " ".repeat(1 << 20) + "}";
      assertEquals(200, api.post(LOOKUP, large).statusCode());
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static Socket sendFormButItsLastByte() throws IOException {
    URI url = URI.create(api.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    String head = "POST /api/bounces.get.json HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
    socket.getOutputStream().write(head.formatted(FORM).getBytes());
    socket.getOutputStream().write(new byte[FORM - 1]);
    return socket;
  }

  private static Socket sendHalf() throws IOException {
    URI url = URI.create(api.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    String head =
        "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n";
    socket.getOutputStream().write(head.formatted(LOOKUP, api.key(), 2 * HALF_BODY).getBytes());
    socket.getOutputStream().write(new byte[HALF_BODY]);
    return socket;
  }

  private static boolean isRefused(Socket sender) {
    try {
      byte[] start = new byte[12];
      return sender.getInputStream().available() > start.length
          && sender.getInputStream().read(start) == start.length
          && new String(start).equals("HTTP/1.1 503");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitRefusal(List<Socket> senders) {
    while (senders.stream().noneMatch(BodyMemoryLimitIT::isRefused)) {
      Thread.onSpinWait();
    }
  }

  private static void awaitRoom(String body) {
    while (api.post(LOOKUP, body).statusCode() != 200) {
      Thread.onSpinWait();
    }
  }
}
