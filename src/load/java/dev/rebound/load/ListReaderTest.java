package dev.rebound.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListReaderTest {
  private static final String ROW = "[{\"created\":1,\"email\":\"at-%s@example.com\"}]";

  private final List<String> offsets = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body = ROW;
  private long lastOffset;
  private boolean hasCursor;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(KnownList.PATH, this::respond);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String offset = exchange.getRequestURI().getQuery().replaceAll(".*offset=", "");
      offsets.add(offset);
      if (lastOffset > 0) {
        exchange
            .getResponseHeaders()
            .add("Link", "<http://a/?limit=500&offset=" + lastOffset + ">; rel=\"last\"");
      }
      if (hasCursor) {
        exchange.getResponseHeaders().add("X-Rebound-Next", "x");
      }
      byte[] bytes = body.formatted(offset).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private KnownList read() {
    return new ListReader("http://127.0.0.1:" + server.getAddress().getPort(), "SG.a.b").read();
  }

  @Test
  void aShortListIsReadCompletely() {
    lastOffset = 1_000;
    KnownList list = read();
    assertEquals(List.of("0", "500", "1000"), offsets);
    assertEquals(
        List.of("at-0@example.com", "at-500@example.com", "at-1000@example.com"), list.emails());
    assertEquals(3, list.pages());
    assertFalse(list.hasCursor());
  }

  @Test
  void pagesSpreadOverALongListAreRead() {
    lastOffset = 4_999_999_500L;
    hasCursor = true;
    KnownList list = read();
    assertEquals(ListReader.PAGES, offsets.size());
    assertEquals("0", offsets.get(0));
    assertEquals("50000000", offsets.get(1));
    assertEquals("4950000000", offsets.get(99));
    assertEquals(10_000_000, list.pages());
    assertTrue(list.hasCursor());
  }

  @Test
  void aListWithoutLinkHasOnePage() {
    assertEquals(1, read().pages());
  }

  @Test
  void anEmptyListIsRefused() {
    body = "[]";
    assertThrows(IllegalArgumentException.class, this::read);
  }

  @Test
  void anotherStatusThan200EndsTheRunBeforeItBegins() {
    status = 401;
    assertTrue(assertThrows(IllegalStateException.class, this::read).getMessage().endsWith("401"));
  }
}
