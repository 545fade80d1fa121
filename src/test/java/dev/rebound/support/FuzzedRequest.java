package dev.rebound.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Makes up requests as no client should send them; each is nearly right in most places. */
public final class FuzzedRequest {
  /** Stands in addresses, so that a test finds them in a log. */
  public static final String MAILBOX = "fuzzed.mailbox";

  /** The domain of all addresses. */
  public static final String DOMAIN = "x.org";

  private static final String LINE = "\r\n";
  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "POST", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH");
  private static final List<String> ODD_METHODS =
      List.of("TRACE", "CONNECT", "get", "G\u00e9T", "X".repeat(300), "", "PRI", "GET\t", "G(T");

  /** Paths of both servers in store mode. */
  public static final List<String> PATHS =
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
          "/rebound/v1/accounts",
          "/rebound/v1/keys",
          "/rebound/v1/webhooks",
          "/rebound/v1/status",
          "/rebound/v1/import",
          "/rebound/v1/classes",
          "/console",
          "/docs",
          "/openapi.yaml",
          "/nowhere",
          "/live",
          "/ready",
          "/metrics",
          "*",
          "");

  /** More paths of both servers in mock mode. */
  public static final List<String> MOCK_PATHS =
      List.of(
          "/v3/mail/send",
          "/v3/user/webhooks/event/settings",
          "/mock/accounts",
          "/mock/clock",
          "/mock/events",
          "/mock/faults",
          "/mock/messages",
          "/mock/outcomes",
          "/mock/requests",
          "/mock/reset",
          "/mock/seed",
          "/mock/nowhere");

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
          "[null]",
          "{\"rows\":null,\"shift\":null,\"name\":null,\"seed\":null,\"emails\":null}",
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
          "{\"personalizations\":[{\"to\":[{\"email\":\""
              + MAILBOX
              + "@x.org\"}]}],"
              + "\"from\":{\"email\":\"a@x.org\"},\"subject\":\"s\","
              + "\"content\":[{\"type\":\"text/plain\",\"value\":\"v\"}]}",
          "{\"shift\":\"PT9999999999999H\"}",
          "{\"name\":\"x\",\"rows\":1e99,\"seed\":-1,\"to\":\"x\",\"label\":[]}",
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

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int BOMB_BYTES = 1 << 22;

  /** A body for a route of ingest that unpacks to a thousand times its length. */
  private record Bomb(String path, String type, byte[] packed) {
    static Bomb of(String path, String type, String start, char rest) {
      String unpacked = start + String.valueOf(rest).repeat(BOMB_BYTES);
      return new Bomb(path, type, gzip(unpacked.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static final List<Bomb> BOMBS =
      List.of(
          Bomb.of("/rebound/v1/bounces", "application/x-ndjson", "", '\n'),
          Bomb.of("/rebound/v1/bounces", "application/x-ndjson", "{\"email\":\"a@x.org", 'x'),
          Bomb.of("/rebound/v1/bounces", "application/json", "[", ' '),
          Bomb.of("/rebound/v1/bounces", "application/json", "[{\"email\":\"a@x.org", 'x'),
          Bomb.of("/rebound/v1/bounces", "text/csv", "email,reason\na@x.org,\"", '\n'),
          Bomb.of("/rebound/v1/messages", "message/rfc822", "From: a@x.org\n\n", 'x'),
          Bomb.of("/rebound/v1/messages", "application/mbox", "From a@x.org\n", '\n'),
          Bomb.of("/rebound/v1/import", "application/octet-stream", "email,reason\n", 'x'));

  private final Random random;
  private final String key;
  private final List<String> paths;

  /**
   * @param key a valid key, which most requests carry
   */
  public FuzzedRequest(Random random, String key, List<String> paths) {
    this.random = random;
    this.key = key;
    this.paths = List.copyOf(paths);
  }

  /** The bytes of the next request. */
  public byte[] next() {
    if (random.nextInt(20) == 0) {
      return bomb();
    }
    String path = one(paths);
    String query = parameters();
    // A key of v2 is a parameter like all others.
    if (path.startsWith("/api/") && isLikely()) {
      String credentials = "api_user=apikey&api_key=" + key + "&";
      if (random.nextInt(3) == 0) {
        byte[] form = (credentials + parameters()).getBytes(StandardCharsets.UTF_8);
        return request("POST", target(path, query), FORM, mutated(form));
      }
      query = credentials + query;
    }
    String type = random.nextBoolean() ? one(TYPES) : "";
    return request(method(), target(path, query), type, body());
  }

  private byte[] bomb() {
    Bomb bomb = one(BOMBS);
    String head =
        String.join(
            LINE,
            "POST " + bomb.path + " HTTP/1.1",
            "Host: x",
            "Authorization: Bearer " + key,
            "Content-Type: " + bomb.type,
            "Content-Encoding: gzip",
            "Content-Length: " + bomb.packed.length,
            LINE);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    request.writeBytes(bomb.packed);
    return request.toByteArray();
  }

  /**
   * @param type empty for no Content-Type
   */
  private byte[] request(String method, String target, String type, byte[] body) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(' ').append(version()).append(LINE);
    if (isLikely()) {
      head.append("Host: x").append(LINE);
    }
    if (isLikely()) {
      head.append("Authorization: Bearer ").append(key).append(LINE);
    }
    if (!type.isEmpty()) {
      head.append("Content-Type: ").append(type).append(LINE);
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

  private String target(String of, String query) {
    String path = of;
    if (random.nextInt(8) == 0) {
      path = "http://x" + path;
    }
    if (random.nextInt(6) == 0) {
      path += one(VALUES);
    }
    if (random.nextInt(200) == 0) {
      path += "x".repeat(20_000);
    }
    if (random.nextInt(200) == 0) {
      return path + "?" + query + "&email=" + "%41".repeat(6_000);
    }
    return query.isEmpty() ? path : path + "?" + query;
  }

  private String parameters() {
    return Stream.generate(() -> one(NAMES) + "=" + one(VALUES))
        .limit(random.nextInt(4))
        .collect(Collectors.joining("&"));
  }

  private byte[] body() {
    if (random.nextInt(3) == 0) {
      return new byte[0];
    }
    byte[] body = one(BODIES).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      return gzip(random.nextBoolean() ? new byte[1 << 20] : body);
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
