package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.rebound.support.Api;
import dev.rebound.support.LogTap;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Heads that two servers may read differently get 400, and the connection is closed: whatever
 * follows never becomes a request (RFC 9112, 3.2, 5.1, 5.2, 6.1 and 6.3). Both servers check them.
 */
class RequestFramingContractTest {
  // A second request, which only a server that misreads the first one serves.
  private static final String HIDDEN = "GET /live HTTP/1.1\r\nHost: x\r\n\r\n";

  private static final Api API = TestService.shared().api(null);
  private static final Api ADMIN = new Api(TestService.shared().adminUrl(), null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: x\nContent-Length: 5\nTransfer-Encoding: chunked",
        "Host: x\nTransfer-Encoding: chunked\nContent-Length: 5",
        "Host: x\nTransfer-Encoding: xchunked",
        "Host: x\nTransfer-Encoding: identity",
        "Host: x\nTransfer-Encoding: gzip, chunked",
        "Host: x\nTransfer-Encoding: chunked, chunked",
        "Host: x\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked",
        "Host: x\nTransfer-Encoding: chunked\nTransfer-Encoding: identity",
        "Host: x\nTransfer-Encoding:",
        "Host: x\nContent-Length: 5\nContent-Length: 6",
        "Host: x\nContent-Length: 5\nContent-Length: 5",
        "Host: x\nContent-Length: 5, 5",
        "Host: x\nContent-Length: +5",
        "Host: x\nContent-Length: 0x5",
        "Host: x\nContent-Length: -5",
        "Host: x\nContent-Length:",
        "Host: x\nContent-Length: 99999999999999999999",
        "Host: x\nContent-Length : 5",
        "Host: x\nTransfer-Encoding\t: chunked",
        "Host: x\nHost: y",
        "Host: x\nhost: x",
        "Accept: */*",
        "Host: x\nAccept: text/csv,\n application/json",
        "Host: x\nTransfer-Encoding:\n\tchunked",
        " Host: x",
        "Host: x\n: nameless",
        "Host: x\nno colon",
        "Host: x\nAccept: a\u0000b",
      })
  void anAmbiguousHeadIsRefusedAndTheConnectionClosed(String headers) {
    assertRefused("POST /live HTTP/1.1\r\n" + headers.replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked",
        "Content-Length: 5\nContent-Length: 6",
        "Host: x\nHost: y",
        "Accept: text/csv,\n application/json",
      })
  void theSameHoldsForHttp10(String headers) {
    String head = "POST /live HTTP/1.0\r\nConnection: keep-alive\r\n";
    assertRefused(head + headers.replace("\n", "\r\n"));
  }

  private static void assertRefused(String head) {
    for (Api server : new Api[] {API, ADMIN}) {
      String response = RawHttp.talk(server, head + "\r\n\r\n0\r\n\r\n" + HIDDEN);
      assertTrue(response.matches("(?s)HTTP/1\\.[01] 400 .*"), response);
      assertEquals(1, response.split("HTTP/1", -1).length - 1, response);
    }
  }

  // Netty would read the size as an int, and drop the digits that exceed it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000001\n \n0\n\n",
        "1000000000000000001\n \n0\n\n",
        "1\n \n100000000\n\n",
        "1\n \n10000000000000000\n\n",
        "ffffffff\n \n0\n\n",
        "80000001\n \n0\n\n",
        " 1\n \n0\n\n",
        "1 1\n \n0\n\n",
        "+1\n \n0\n\n",
        "0x1\n \n0\n\n",
        "\n \n0\n\n",
        "1\n \n0\nTrailer: a\n b\n\n",
      })
  void aChunkOfWhichAnotherServerReadsAnotherSizeIsRefused(String body) {
    String head = "POST /live HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n";
    for (Api server : new Api[] {API, ADMIN}) {
      String response = RawHttp.talk(server, (head + body).replace("\n", "\r\n") + HIDDEN);
      assertEquals(1, response.split("HTTP/1", -1).length - 1, response);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"live HTTP/1.1\nHost: x", "? HTTP/1.1\nHost: x", "/live HTTP/1.1\nHost: a, b"})
  void whatTheRouterRefusesIsNoErrorInTheLog(String request) {
    try (TestService mock = TestService.start(Map.of("REBOUND_MODE", "mock"));
        LogTap log = LogTap.open("io.vertx.ext.web.RoutingContext", Level.ERROR)) {
      for (Api server : List.of(API, ADMIN, mock.api(null), new Api(mock.adminUrl(), null))) {
        String response =
            RawHttp.talk(
                server, "GET " + request.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 40"), response);
      }
      assertEquals(List.of(), log.all());
    }
  }

  @Test
  void aHeadThatArrivesByteByByteIsCheckedToo() {
    String head = "GET /live HTTP/1.1\r\nHost: x\r\nAccept: a,\r\n b\r\n\r\n";
    assertTrue(RawHttp.talkSlowly(API, head).contains(" 400 "));
  }

  @Test
  void plainRequestsOnOneConnectionAreServed() {
    String chunked =
        "POST /live HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "1\r\n \r\n0000000000000A ;x=\"y\"\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
    String last = "\r\n\r\nGET /live HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n";
    String responses = RawHttp.talk(ADMIN, chunked + HIDDEN + last);
    assertEquals(3, responses.split("HTTP/1.1 200 OK", -1).length - 1, responses);
  }
}
