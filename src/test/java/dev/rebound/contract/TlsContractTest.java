package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.LogTap;
import dev.rebound.support.RawHttp2;
import dev.rebound.support.TestCertificate;
import dev.rebound.support.TestService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over TLS, with both versions of HTTP. */
@Timeout(60)
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_IMAGE",
    matches = ".+",
    disabledReason = "the container has no certificate")
class TlsContractTest {
  private static final String[] HEAD = {
    ":method", "GET", ":scheme", "https", ":authority", "x", ":path", BOUNCES
  };

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private static TestService service;

  private final Api api = service.account();

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.in(folder);
    service = TestService.start(certificate.settings());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void allEndpointsAreServed(HttpClient.Version version) throws Exception {
    assertEquals(200, send(version, "POST", Api.INGEST, row("a@example.com")).statusCode());
    HttpResponse<String> list = send(version, "GET", BOUNCES + "?limit=1", BodyPublishers.noBody());
    assertEquals(version, list.version());
    assertTrue(list.body().contains("\"email\":\"a@example.com\""), list.body());
    String link = list.headers().firstValue("Link").orElseThrow();
    assertTrue(link.startsWith("<" + service.api(null).url() + BOUNCES), link);
    assertEquals(List.of("max-age=600"), list.headers().allValues("Strict-Transport-Security"));
    BodyPublisher emails = BodyPublishers.ofString("{\"emails\":[\"a@example.com\"]}");
    assertEquals(204, send(version, "DELETE", BOUNCES, emails).statusCode());
    assertEquals("[]", send(version, "GET", BOUNCES, BodyPublishers.noBody()).body());
  }

  @Test
  void bothVersionsSendTheSameHeaders() throws Exception {
    assertEquals(headers(HttpClient.Version.HTTP_1_1), headers(HttpClient.Version.HTTP_2));
  }

  private Map<String, String> headers(HttpClient.Version version) throws Exception {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    send(version, "GET", BOUNCES, BodyPublishers.noBody())
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name, String.join(", ", values)));
    // Pseudo-headers, and a generated id.
    headers
        .keySet()
        .removeIf(name -> name.startsWith(":") || name.equalsIgnoreCase("X-Request-Id"));
    return headers;
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void bodiesWithoutALengthAreReadToTheSameBounds(HttpClient.Version version) throws Exception {
    assertEquals(200, send(version, "POST", Api.INGEST, unsized("[]")).statusCode());
    String lookup = "{\"emails\":[\"nobody@example.com\"]}";
    assertEquals(200, send(version, "POST", "/rebound/v1/lookup", unsized(lookup)).statusCode());
    String tooLong = "{\"emails\":[" + " ".repeat(1 << 20) + "]}";
    assertEquals(413, send(version, "POST", "/rebound/v1/lookup", unsized(tooLong)).statusCode());
  }

  private static BodyPublisher unsized(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  @Test
  void aLongListComesWholeOverHttp2() throws Exception {
    String reason = "550 5.1.1 " + "x".repeat(1_000);
    BounceRow[] rows = new BounceRow[500];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = BounceRow.at(i, "a" + i + "@example.com").because(reason, "5.1.1");
    }
    String all = BounceRow.array(rows);
    send(HttpClient.Version.HTTP_2, "POST", Api.INGEST, BodyPublishers.ofString(all));
    HttpResponse<String> page =
        send(HttpClient.Version.HTTP_2, "GET", BOUNCES + "?limit=500", BodyPublishers.noBody());
    assertEquals(
        page.body(),
        send(HttpClient.Version.HTTP_1_1, "GET", BOUNCES + "?limit=500", BodyPublishers.noBody())
            .body());
    assertTrue(page.body().length() > 500_000);
  }

  @Test
  void aStoppingServiceSendsGoAwayAndTheResponse() throws Exception {
    Map<String, String> settings = new HashMap<>(certificate.settings());
    settings.put("REBOUND_STOP_DRAIN_SECONDS", "5");
    TestService stopping = TestService.start(settings);
    Thread stop = new Thread(stopping::close);
    try (RawHttp2 client = RawHttp2.open(stopping.api(null).url(), certificate.client())) {
      stop.start();
      int last = requestUntilGoAway(client);
      assertEquals("401", client.await(RawHttp2.HEADERS, last).headers().get(":status"));
    }
    stop.join();
  }

  private static int requestUntilGoAway(RawHttp2 client) {
    for (int stream = 1; ; stream += 2) {
      int current = stream;
      client.head(stream, true, HEAD);
      RawHttp2.Frame frame =
          client
              .await(
                  each ->
                      each.type() == RawHttp2.GOAWAY
                          || each.type() == RawHttp2.HEADERS && each.stream() == current)
              .orElseThrow();
      if (frame.type() == RawHttp2.GOAWAY) {
        return stream;
      }
      assertEquals("401", frame.headers().get(":status"));
    }
  }

  /** Frames of any type, length and content, on streams that may not exist. */
  @Test
  void noFramesBreakTheService() throws Exception {
    Random random = new Random(20_261_129L);
    try (LogTap log = LogTap.open("dev.rebound", Level.WARN)) {
      for (int i = 0; i < 150; i++) {
        try (RawHttp2 client = RawHttp2.open(api.url(), certificate.client())) {
          for (int frames = random.nextInt(12); frames > 0; frames--) {
            byte[] payload = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(64)];
            random.nextBytes(payload);
            client.frame(random.nextInt(12), random.nextInt(256), random.nextInt(8), payload);
            if (random.nextInt(4) == 0) {
              client.head(1 + 2 * random.nextInt(4), random.nextBoolean(), HEAD);
            }
          }
          if (random.nextInt(10) == 0) {
            client.head(21, true, HEAD);
            client.await(frame -> frame.type() == RawHttp2.GOAWAY || frame.stream() == 21);
          }
        }
      }
      assertEquals(List.of(), log.all().stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
    HttpResponse<String> response =
        send(HttpClient.Version.HTTP_2, "GET", BOUNCES, BodyPublishers.noBody());
    assertEquals(200, response.statusCode());
  }

  @Test
  void plainHttpGetsNoResponse() {
    String url = api.url().replace("https:", "http:");
    assertThrows(IllegalStateException.class, () -> new Api(url, null).get(BOUNCES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void oldVersionsOfTlsAreRefused(String version) throws Exception {
    try (SSLSocket socket = socket()) {
      assertThrows(
          SSLHandshakeException.class,
          () -> {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void currentVersionsOfTlsAreServed(String version) throws Exception {
    try (SSLSocket socket = socket()) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertEquals(version, socket.getSession().getProtocol());
    }
  }

  @Test
  void aNewCertificateIsServedWithoutARestart() throws Exception {
    try (LogTap log = LogTap.open("dev.rebound.api.CertificateReload", Level.INFO)) {
      X509Certificate old = certificate.certificate();
      Files.writeString(certificate.certificateFile(), "broken");
      String problem = log.await(event -> event.getLevel() == Level.ERROR).getFormattedMessage();
      assertTrue(problem.contains("are not a certificate and its private key"), problem);
      assertEquals(old, served());
      Files.delete(certificate.certificateFile());
      problem = log.await(event -> event.getLevel() == Level.ERROR).getFormattedMessage();
      assertTrue(problem.contains("there is no file"), problem);
      String otherKey = TestCertificate.selfSigned().getPrivateKeyPEM();
      certificate.renew();
      String newKey = Files.readString(certificate.keyFile());
      Files.writeString(certificate.keyFile(), otherKey);
      assertTrue(!newKey.equals(otherKey));
      log.await(event -> event.getFormattedMessage().contains("is not the key of"));
      Files.writeString(certificate.keyFile(), newKey);
      log.await(event -> event.getLevel() == Level.INFO);
      assertEquals(certificate.certificate(), served());
      assertTrue(log.all().stream().map(ILoggingEvent::getLevel).noneMatch(Level.ERROR::equals));
    }
  }

  private X509Certificate served() throws Exception {
    try (SSLSocket socket = socket()) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket socket() throws Exception {
    URI url = URI.create(api.url());
    return (SSLSocket)
        certificate.client().getSocketFactory().createSocket(url.getHost(), url.getPort());
  }

  private static BodyPublisher row(String email) {
    return BodyPublishers.ofString(BounceRow.array(BounceRow.at(1, email)));
  }

  private HttpResponse<String> send(
      HttpClient.Version version, String method, String path, BodyPublisher body) throws Exception {
    HttpClient client =
        HttpClient.newBuilder().version(version).sslContext(certificate.client()).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api.url() + path))
            .method(method, body)
            .header("Authorization", "Bearer " + api.key())
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }
}
