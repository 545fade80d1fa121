package dev.rebound.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Makes up requests as no client should send them; each is nearly right in most places. */
public final class FuzzedRequest {
  /** Stands in addresses, so that a test finds them in a log. */
  public static final String MAILBOX = "fuzzed.mailbox";

  private static final String LINE = "\r\n";
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "POST", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH");
  private static final List<String> ODD_METHODS =
      List.of("TRACE", "CONNECT", "get", "G\u00e9T", "X".repeat(300), "", "PRI", "GET\t", "G(T");
  private static final List<String> PATHS =
      List.of(
          "/v3/suppression/bounces",
          "/v3/suppression/bounces/",
          "/v3/suppression/bounces/" + MAILBOX + "@x.org",
          "/v3/suppression/bounces/classifications",
          "/v3/suppressions/bounces/classifications/Content",
          "/v3/scopes",
          "/v3/subusers",
          "/api/bounces.get.json",
          "/api/bounces.get.xml",
          "/api/bounces.count.json",
          "/api/bounces.count.xml",
          "/api/bounces.delete.json",
          "/api/bounces.delete.xml",
          "/rebound/v1/bounces",
          "/rebound/v1/bounces.csv",
          "/rebound/v1/deletions",
          "/rebound/v1/erase",
          "/rebound/v1/bounces/" + MAILBOX + "@x.org/history",
          "/rebound/v1/messages",
          "/rebound/v1/lookup",
          "/rebound/v1/events/x",
          "/nowhere",
          "/live",
          "/ready",
          "/metrics",
          "*",
          "");
  private static final List<String> NAMES =
      List.of(
          "limit",
          "offset",
          "email",
          "email[]",
          "start_time",
          "end_time",
          "start_date",
          "end_date",
          "date",
          "days",
          "type",
          "after",
          "page",
          "delete_all",
          "api_user",
          "api_key",
          "safe",
          "unknown");
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "500",
          "501",
          "1e3",
          "9223372036854775807",
          "9223372036854775808",
          "-99999999999999999999",
          "0x10",
          "1.5",
          "NaN",
          "true",
          "2009-06-10",
          "9999-99-99",
          "hard",
          "%",
          "%25",
          "%zz",
          "%00",
          "%ff%fe",
          "%F0%9F%98%80",
          "a%2Fb",
          "*@x.org",
          MAILBOX + "%40x.org",
          "\u00fc",
          "a;b",
          "[]",
          "{}",
          "'",
          "%27%20OR%201=1--");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-ndjson",
          "text/csv",
          "message/rfc822",
          "application/mbox",
          "application/x-www-form-urlencoded",
          "text/plain; charset=utf-16",
          "multipart/form-data; boundary=b",
          "multipart/form-data",
          "application/json; charset=x",
          "application/x-www-form-urlencoded; charset=ebcdic",
          "/",
          ";;;",
          "application/xml");
  private static final List<String> BODIES =
      List.of(
          "{}",
          "[]",
          "null",
          "\"x\"",
          "{\"emails\":[\"" + MAILBOX + "@x.org\"]}",
          "{\"email\":\"" + MAILBOX + "@x.org\",\"created\":1}\n",
          "[{\"email\":\"" + MAILBOX + "@x.org\",\"event\":\"bounce\",\"timestamp\":1}]",
          "{\"delete_all\":false,\"delete_all\":0}",
          "{\"emails\":[],\"emails\":[]}",
          "{\"created\":99999999999999999999999,\"email\":\"a@x.org\"}",
          "{\"email\":",
          "[".repeat(5_000),
          "{\"a\":".repeat(3_000),
          "{\"email\":\"" + MAILBOX + "@x.org\",\"keep_blocked\":1e999}",
          "{\"a\":{\"a\":{\"a\":{\"a\":1}}}}",
          "email=" + MAILBOX + "@x.org",
          "email,reason\n" + MAILBOX + "@x.org,550\n",
          "a=%zz&b=%",
          "\u0000\u0001\ufffe",
          "From: a@x.org\nSubject: Undelivered\n\n<" + MAILBOX + "@x.org>: 550 5.1.1 unknown\n",
          "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nx\r\n--b--\r\n");
  // A cut sequence, one too long for its character, a surrogate, and a byte that never occurs.
  private static final List<byte[]> BROKEN =
      List.of(
          new byte[] {(byte) 0xc3, 0x28},
          new byte[] {(byte) 0xc0, (byte) 0xaf},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xff});
  private static final List<String> EXTENSIONS =
      List.of(";a=\"b\"", ";", ";a", " ; a = b", ";" + "e".repeat(9_000), ";a=\"\r\"", "\t");
  private static final List<String> HEADERS =
      List.of(
          "Accept: */*",
          "Accept: text/csv;q=x, ,;",
          "Accept: application/json",
          "Accept-Encoding: gzip, br;q=2",
          "Expect: 100-continue",
          "Expect: x",
          "X-Request-Id: " + "i".repeat(200),
          "X-Request-Id: a b\tc",
          "on-behalf-of: nobody",
          "on-behalf-of: account-id nobody",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "Connection: upgrade",
          "Connection: close",
          "Content-Encoding: gzip",
          "Content-Encoding: gzip, gzip",
          "Content-Encoding: zstd",
          "Content-Length: 5",
          "Content-Length: -1",
          "Content-Length: 99999999999999999999",
          "Content-Length: 0x5",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: chunked, chunked",
          "Host: x",
          "Host: a, b",
          "Host:",
          ": no name",
          "No colon",
          "Blank : before",
          " folded: line",
          "Cookie: " + "c".repeat(9000),
          "X-A: a\r\n".repeat(500) + "X-B: b",
          "\u00fc: \u00fc",
          "X: \u0000",
          "X: \u0007",
          "Authorization: Bearer",
          "Authorization: Basic x",
          "Authorization: Bearer SG.x.y",
          "TE: trailers",
          "Trailer: X",
          "Origin: null",
          "Forwarded: for=x");

  private final Random random;
  private final String key;

  /**
   * @param key a valid key, which most requests carry
   */
  public FuzzedRequest(Random random, String key) {
    this.random = random;
    this.key = key;
  }

  /** The bytes of the next request. */
  public byte[] next() {
    byte[] body = body();
    StringBuilder head = new StringBuilder();
    head.append(method()).append(' ').append(target()).append(' ').append(version()).append(LINE);
    if (isLikely()) {
      head.append("Host: x").append(LINE);
    }
    if (isLikely()) {
      head.append("Authorization: Bearer ").append(key).append(LINE);
    }
    if (random.nextBoolean()) {
      head.append("Content-Type: ").append(one(TYPES)).append(LINE);
    }
    for (int i = random.nextInt(4); i > 0 && random.nextBoolean(); i--) {
      head.append(one(HEADERS)).append(LINE);
    }
    byte[] framed = framed(body, head);
    head.append(LINE);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(framed);
    return mutated(request.toByteArray());
  }

  private boolean isLikely() {
    return random.nextInt(10) > 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String method() {
    return random.nextInt(15) == 0 ? one(ODD_METHODS) : one(METHODS);
  }

  private String version() {
    return isLikely()
        ? "HTTP/1.1"
        : one(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "XYZ/7.3", "HTTP/1.1 ", "http/1.1", ""));
  }

  private String target() {
    String path = one(PATHS);
    if (random.nextInt(8) == 0) {
      path = "http://x" + path;
    }
    if (random.nextInt(6) == 0) {
      path += one(VALUES);
    }
    if (random.nextInt(200) == 0) {
      path += "x".repeat(20_000);
    }
    StringBuilder target = new StringBuilder(path);
    char separator = '?';
    for (int i = random.nextInt(4); i > 0; i--) {
      target.append(separator).append(one(NAMES)).append('=').append(one(VALUES));
      separator = '&';
    }
    if (random.nextInt(200) == 0) {
      target.append(separator).append("email=").append("%41".repeat(6_000));
    }
    return target.toString();
  }

  private byte[] body() {
    if (random.nextInt(3) == 0) {
      return new byte[0];
    }
    byte[] body = one(BODIES).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      // A bomb unpacks to a thousand times its length.
      int bomb = random.nextInt(20) == 0 ? 1 << 24 : 1 << 20;
      return gzip(body.length == 0 || random.nextBoolean() ? new byte[bomb] : body);
    }
    if (random.nextInt(10) == 0) {
      return withBrokenUtf8(body);
    }
    return mutated(body);
  }

  /** Overwrites bytes with a sequence that no text of UTF-8 has. */
  private byte[] withBrokenUtf8(byte[] body) {
    byte[] broken = body.clone();
    byte[] sequence = one(BROKEN);
    int at = random.nextInt(broken.length);
    for (int i = 0; i < sequence.length && at + i < broken.length; i++) {
      broken[at + i] = sequence[i];
    }
    return broken;
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Adds the framing of the body to the head, mostly the right one. */
  private byte[] framed(byte[] body, StringBuilder head) {
    if (random.nextInt(5) == 0) {
      head.append("Transfer-Encoding: chunked").append(LINE);
      ByteArrayOutputStream chunks = new ByteArrayOutputStream();
      String extension = random.nextInt(4) == 0 ? one(EXTENSIONS) : "";
      if (body.length > 0) {
        String size = Integer.toHexString(body.length) + extension + LINE;
        chunks.writeBytes(size.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(body);
        chunks.writeBytes(LINE.getBytes(StandardCharsets.US_ASCII));
      }
      chunks.writeBytes(("0" + LINE + LINE).getBytes(StandardCharsets.US_ASCII));
      return chunks.toByteArray();
    }
    if (body.length > 0 || random.nextInt(4) == 0) {
      int length = isLikely() ? body.length : random.nextInt(50);
      head.append("Content-Length: ").append(length).append(LINE);
    }
    return body;
  }

  /** Changes, removes or repeats some bytes, in one of eight. */
  private byte[] mutated(byte[] bytes) {
    if (bytes.length == 0 || random.nextInt(8) > 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(8, bytes.length - at) + 1);
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(bytes, 0, at);
    switch (random.nextInt(3)) {
      case 0 -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        changed.writeBytes(noise);
      }
      case 1 -> {
        changed.write(bytes, at, length);
        changed.write(bytes, at, length);
      }
      default -> {}
    }
    changed.write(bytes, at + length, bytes.length - at - length);
    return changed.toByteArray();
  }
}
