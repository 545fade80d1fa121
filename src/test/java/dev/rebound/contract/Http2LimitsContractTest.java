package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp2;
import dev.rebound.support.RawHttp2.Frame;
import dev.rebound.support.TestCertificate;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of HTTP/2 that send slowly, too much, or broken requests, with short deadlines. */
@Timeout(120)
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_IMAGE",
    matches = ".+",
    disabledReason = "the container has no certificate")
class Http2LimitsContractTest {
  private static final int PROTOCOL_ERROR = 1;
  private static final int REFUSED_STREAM = 7;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int MAX = 6;
  private static final String[] HEAD = {
    ":method", "GET", ":scheme", "https", ":authority", "x", ":path", Api.BOUNCES
  };

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private static SSLContext tls;
  private static TestService service;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.in(folder);
    tls = certificate.client();
    Map<String, String> settings = new HashMap<>(certificate.settings());
    settings.put("REBOUND_HTTP_HEAD_SECONDS", "1");
    settings.put("REBOUND_HTTP_BODY_SECONDS", "1");
    settings.put("REBOUND_HTTP_IDLE_SECONDS", "1");
    settings.put("REBOUND_HTTP_BODY_BYTES_PER_SECOND", "1000000");
    settings.put("REBOUND_LIMIT_CONNECTIONS_PER_ADDRESS", Integer.toString(MAX));
    service = TestService.start(settings);
    url = service.api(null).url();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aConnectionThatSendsNothingIsClosed() throws IOException {
    URI to = URI.create(url);
    try (Socket silent = new Socket(to.getHost(), to.getPort())) {
      silent.setSoTimeout(30_000);
      silent.getInputStream().readAllBytes();
    }
    try (RawHttp2 silent = RawHttp2.connect(url, tls)) {
      assertEquals(Optional.empty(), silent.await(frame -> false));
    }
    try (RawHttp2 silent = RawHttp2.open(url, tls)) {
      assertTrue(silent.await(frame -> frame.type() == RawHttp2.GOAWAY).isPresent());
      assertEquals(Optional.empty(), silent.await(frame -> false));
    }
  }

  @Test
  void aHeadThatDoesNotEndIsNotWaitedFor() {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      client.headPart(1, HEAD);
      assertEquals(Optional.empty(), client.await(frame -> frame.type() == RawHttp2.HEADERS));
    }
  }

  @Test
  void anIdleConnectionIsClosedAfterItsResponse() {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      client.head(1, true, HEAD);
      assertEquals("401", client.await(RawHttp2.HEADERS, 1).headers().get(":status"));
      assertTrue(client.await(frame -> frame.type() == RawHttp2.GOAWAY).isPresent());
    }
  }

  @Test
  void aBodyThatDoesNotEndIsRefusedAndOtherRequestsAreServed() {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      String key = service.account().key();
      for (String path : new String[] {Api.INGEST, "/rebound/v1/lookup"}) {
        int stream = path.equals(Api.INGEST) ? 1 : 3;
        client.head(
            stream,
            false,
            with(HEAD, ":method", "POST", ":path", path, "authorization", "Bearer " + key));
        client.data(stream, false, "{");
        Frame head = client.await(RawHttp2.HEADERS, stream);
        assertEquals("408", head.headers().get(":status"));
        assertTrue(head.headers().containsKey("x-request-id"));
        assertEquals(ErrorBody.of("request timeout"), client.await(RawHttp2.DATA, stream).text());
        assertEquals(0, client.await(RawHttp2.RST_STREAM, stream).errorCode());
      }
      client.head(5, true, HEAD);
      assertEquals("401", client.await(RawHttp2.HEADERS, 5).headers().get(":status"));
    }
  }

  @Test
  void requestsCountAsConnections() {
    List<RawHttp2> clients = new ArrayList<>();
    try {
      RawHttp2 client = RawHttp2.open(url, tls);
      clients.add(client);
      String key = service.account().key();
      for (int i = 0; i < MAX; i++) {
        client.head(
            2 * i + 1,
            false,
            with(HEAD, ":method", "POST", ":path", Api.INGEST, "authorization", "Bearer " + key));
      }
      Frame reset = client.await(frame -> frame.type() == RawHttp2.RST_STREAM).orElseThrow();
      assertEquals(REFUSED_STREAM, reset.errorCode());
      assertEquals(2 * MAX - 1, reset.stream());
      // The connection and its five requests are all that this address may have.
      RawHttp2 tooMany = RawHttp2.open(url, tls);
      clients.add(tooMany);
      tooMany.head(1, true, HEAD);
      assertEquals("503", tooMany.await(RawHttp2.HEADERS, 1).headers().get(":status"));
      assertEquals(Optional.empty(), tooMany.await(frame -> false));
    } finally {
      clients.forEach(RawHttp2::close);
    }
  }

  static List<List<String>> brokenHeads() {
    return Stream.of(
            with(HEAD, "X-Upper", "a"),
            with(HEAD, "connection", "close"),
            with(HEAD, "transfer-encoding", "chunked"),
            with(HEAD, ":path", null),
            with(HEAD, ":method", null),
            with(HEAD, ":scheme", null),
            with(HEAD, ":path", ""),
            with(HEAD, ":unknown", "a"),
            with(HEAD, "host", "y"),
            Stream.concat(Stream.of(HEAD), Stream.of(":path", "/v3/scopes")).toArray(String[]::new),
            Stream.concat(Stream.of("accept", "*/*"), Stream.of(HEAD)).toArray(String[]::new),
            // These get a response.
            with(HEAD, "a b", "a"),
            with(HEAD, "a:b", "a"),
            with(HEAD, "a\0", "a"),
            with(HEAD, "accept", " a "),
            with(HEAD, ":scheme", "http"),
            with(HEAD, ":path", "v3/scopes"),
            with(HEAD, ":path", "/v3/ scopes"),
            with(HEAD, ":path", "/a\r\nb"),
            with(HEAD, "x-request-id", "a\nb"),
            with(HEAD, "accept", "a\0b"),
            new String[] {":method", "CONNECT", ":authority", "x"})
        .map(List::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("brokenHeads")
  void aMalformedRequestIsNotServed(List<String> head) {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      client.head(1, true, head.toArray(String[]::new));
      Frame answer =
          client
              .await(frame -> frame.stream() == 1 || frame.type() == RawHttp2.GOAWAY)
              .orElseThrow();
      if (answer.type() == RawHttp2.HEADERS) {
        assertEquals("400", answer.headers().get(":status"));
        assertEquals(ErrorBody.of("bad request"), client.await(RawHttp2.DATA, 1).text());
      } else {
        assertEquals(PROTOCOL_ERROR, answer.errorCode());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GE T", "GET\r\nX: y", "GE(T", "G\u00e9T"})
  void aMethodThatIsNoTokenCostsItsStreamAlone(String method) {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      client.head(1, true, with(HEAD, ":method", method));
      assertEquals(PROTOCOL_ERROR, client.await(RawHttp2.RST_STREAM, 1).errorCode());
      client.head(3, true, HEAD);
      assertEquals("401", client.await(RawHttp2.HEADERS, 3).headers().get(":status"));
    }
  }

  @Test
  void aBodyOfAnotherLengthThanDeclaredIsNotServed() {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      client.head(
          1, false, with(HEAD, ":method", "POST", ":path", Api.INGEST, "content-length", "5"));
      client.data(1, true, "123456");
      assertEquals(PROTOCOL_ERROR, client.await(RawHttp2.RST_STREAM, 1).errorCode());
    }
  }

  @Test
  void aLongHeadIsRefused() {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      client.head(1, true, with(HEAD, ":path", "/" + "a".repeat(16_300)));
      client.head(3, true, with(HEAD, "x-long", "a".repeat(8_000)));
      assertEquals("404", client.await(RawHttp2.HEADERS, 1).headers().get(":status"));
      assertEquals("401", client.await(RawHttp2.HEADERS, 3).headers().get(":status"));
    }
    for (String[] head :
        new String[][] {{":path", "/" + "a".repeat(16_400)}, {"x-long", "a".repeat(24_600)}}) {
      try (RawHttp2 client = RawHttp2.open(url, tls)) {
        client.head(1, true, with(HEAD, head));
        String status = client.await(RawHttp2.HEADERS, 1).headers().get(":status");
        assertEquals(head[0].equals(":path") ? "414" : "431", status);
      }
    }
  }

  @Test
  void manyCancelledRequestsCostTheConnection() {
    try (RawHttp2 client = RawHttp2.open(url, tls)) {
      for (int i = 0; i <= 300; i++) {
        client.head(2 * i + 1, true, HEAD).reset(2 * i + 1);
      }
      Frame goAway = client.await(frame -> frame.type() == RawHttp2.GOAWAY).orElseThrow();
      assertEquals(ENHANCE_YOUR_CALM, goAway.errorCode());
    }
  }

  /** Replaces fields, or appends those that the head does not have; null removes one. */
  private static String[] with(String[] head, String... fields) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < head.length; i += 2) {
      all.put(head[i], head[i + 1]);
    }
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return all.entrySet().stream()
        .filter(field -> field.getValue() != null)
        .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
        .toArray(String[]::new);
  }
}
