package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import dev.rebound.support.ServiceProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile input gets a clear response from a service with a small heap, which keeps running. */
@Timeout(60)
class HostileInputIT {
  private static final int LONG = 64 << 20;
  private static final String ROW = "{\"email\":\"%s@x.org\",\"created\":1}\n";
  private static final String BOUNCES = "/rebound/v1/bounces";
  private static final String MESSAGES = "/rebound/v1/messages";
  private static final String NDJSON = "application/x-ndjson";
  private static final String NOTICE =
      "From: MAILER-DAEMON@x.org\nSubject: failure notice\nDate: Mon, 02 Jan 2023 10:00:00 +0000\n";

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

  @AfterEach
  void theServiceStillResponds() {
    assertEquals(200, api.get("/v3/suppression/bounces?limit=1").statusCode());
  }

  static Stream<Arguments> json() {
    return Stream.of(
        arguments("[".repeat(100_000), 400, "The array is not closed"),
        arguments("{\"a\":".repeat(10_000), 400, "The JSON object is not closed"),
        arguments("[{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}]", 200, "nested deeper"),
        arguments("[1,\"x\",null,true,[]]", 200, "\"index\":4"),
        arguments("\ufeff".repeat(2) + "{}", 400, "neither a JSON object nor an array"),
        arguments("{\"email\":\"a@x.org\",\"created\":" + "9".repeat(60_000) + "}", 200, "created"),
        arguments("\u0000".repeat(100_000), 400, "neither a JSON object nor an array"));
  }

  @ParameterizedTest
  @MethodSource("json")
  void brokenJsonIsRejectedWithItsFault(String body, int status, String message) {
    HttpResponse<String> response = api.post(BOUNCES, body);
    assertEquals(status, response.statusCode());
    assertTrue(response.body().contains(message), response.body());
  }

  @Test
  void aLineOfAnyLengthIsOneRejectedRow() {
    InputStream body =
        joined("{\"email\":\"", endless('x', LONG), "\"}\n" + ROW.formatted("after-a-line"));
    String told = "{\"added\":1,\"updated\":0,\"duplicates\":0,\"rejected\":[{\"index\":0,";
    assertStarts(told, send(BOUNCES, body, NDJSON));
  }

  @Test
  void aLongMailIsReadUpToTheLimitOfAReport() {
    InputStream body =
        joined(
            NOTICE + "\nundeliverable: <first@x.org>: 550 5.1.1 unknown\n\n",
            endless('\r', LONG / 8),
            "");
    assertStarts("{\"added\":1,", send(MESSAGES, body, "message/rfc822"));
  }

  @Test
  void gzipBombsAreUnpackedNoFasterThanTheyAreStored() throws IOException {
    byte[] bomb = packed(ROW.formatted("bomb").getBytes(StandardCharsets.US_ASCII), 40_000);
    List<CompletableFuture<String>> responses =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> sendPacked(bomb)))
            .limit(4)
            .toList();
    long added =
        responses.stream().map(CompletableFuture::join).mapToLong(HostileInputIT::added).sum();
    assertEquals(1, added);
  }

  @Test
  void aGzipBombOfZerosIsOneRejectedRow() throws IOException {
    byte[] bomb = packed(new byte[1 << 16], LONG >> 16);
    assertStarts(
        "{\"added\":0,\"updated\":0,\"duplicates\":0,\"rejected\":[{\"index\":0,",
        sendPacked(bomb));
  }

  @Test
  void aMailOfAMillionRecipientsIsReadUpToItsLimit() {
    StringBuilder mail = new StringBuilder(NOTICE);
    mail.append("Content-Type: multipart/report; boundary=b\n\n--b\n");
    mail.append("Content-Type: message/delivery-status\n\n");
    for (int i = 0; i < 1_000_000; i++) {
      mail.append("Final-Recipient: rfc822;").append(i).append("@x.org\nAction: failed\n\n");
    }
    String response =
        send(MESSAGES, joined(mail.toString(), endless(' ', 0), ""), "message/rfc822");
    assertStarts("{\"added\":10000,", response);
    assertTrue(response.contains("reports more than 10000 recipients"), response);
  }

  static Stream<Arguments> mails() {
    return Stream.of(
        arguments("Content-Type: text/plain; charset=\"../..\"\n\n\u00ff\u00fe"),
        arguments("Content-Type: text/plain; charset=utf-16\n\n" + "x".repeat(99_999)),
        arguments("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n".repeat(100_000)),
        arguments("Content-Transfer-Encoding: base64\n\n" + "=!".repeat(100_000)),
        arguments("\n550 5.1.1 " + "<".repeat(500_000)),
        arguments("\r\n\r\r\n\n\r"));
  }

  @ParameterizedTest
  @MethodSource("mails")
  void aBrokenMailIsRejected(String rest) {
    InputStream body = joined(NOTICE + rest, endless(' ', 0), "");
    String told = "{\"added\":0,\"updated\":0,\"duplicates\":0,\"rejected\":[{\"index\":0,";
    assertStarts(told, send(MESSAGES, body, "message/rfc822"));
  }

  @Test
  void aReplyLineOfManyAddressesIsRead() {
    InputStream body =
        joined(NOTICE + "\n550 5.1.1 " + "a@x.org ".repeat(120_000), endless(' ', 0), "");
    assertStarts("{\"added\":1,", send(MESSAGES, body, "message/rfc822"));
  }

  @Test
  void chunksOfOneByteAreRead() {
    StringBuilder body = new StringBuilder();
    ROW.formatted("bytes")
        .chars()
        .forEach(c -> body.append("1\r\n").append((char) c).append("\r\n"));
    String response = RawHttp.talk(api, head("Transfer-Encoding: chunked") + body + "0\r\n\r\n");
    assertTrue(response.contains("{\"added\":1,"), response);
  }

  @Test
  void aMalformedChunkEndsTheConnection() {
    for (String chunk : List.of("zz\r\n", "5\r\nhello\r\nzz\r\n")) {
      String response = RawHttp.talk(api, head("Transfer-Encoding: chunked") + chunk);
      assertTrue(response.startsWith("HTTP/1.1 400 "), response);
    }
  }

  private static String head(String header) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: close\r\n%s\r\n\r\n"
        .formatted(BOUNCES, api.key(), header);
  }

  private static String send(String path, InputStream body, String type) {
    return api.with("Content-Type", type)
        .send("POST", path, BodyPublishers.ofInputStream(() -> body))
        .body();
  }

  private static String sendPacked(byte[] body) {
    return api.with("Content-Type", NDJSON)
        .with("Content-Encoding", "gzip")
        .send("POST", BOUNCES, BodyPublishers.ofByteArray(body))
        .body();
  }

  private static long added(String response) {
    assertStarts("{\"added\":", response);
    return response.charAt("{\"added\":".length()) - '0';
  }

  private static void assertStarts(String start, String response) {
    assertEquals(start, response.substring(0, Math.min(start.length(), response.length())));
  }

  private static InputStream joined(String start, InputStream middle, String end) {
    return new SequenceInputStream(
        Collections.enumeration(List.of(bytes(start), middle, bytes(end))));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Repeats one byte without holding more than a piece in memory. */
  private static InputStream endless(char filling, int length) {
    byte[] piece = String.valueOf(filling).repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    return new SequenceInputStream(
        Collections.enumeration(
            Collections.nCopies(length >> 16, piece).stream()
                .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
                .toList()));
  }

  private static byte[] packed(byte[] piece, int times) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < times; i++) {
        gzip.write(piece);
      }
    }
    return bytes.toByteArray();
  }
}
