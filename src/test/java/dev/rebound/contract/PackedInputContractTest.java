package dev.rebound.contract;

import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/bounces} with a {@code Content-Encoding}. */
class PackedInputContractTest {
  private static final int ROWS = 5_000;
  private static final int BOMB = 64 << 20;

  private final Api api =
      TestService.shared().account().with("Content-Type", "application/x-ndjson");

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
  void aPackedBodyIsUnpacked(String encoding) throws IOException {
    JsonObject told = new JsonObject(post(encoding, packed(rows())).body());
    assertEquals(ROWS, told.getInteger("added"));
  }

  @Test
  void identityIsNoEncoding() {
    byte[] row = BounceRow.at(1, "a@x.org").json().getBytes(StandardCharsets.UTF_8);
    assertEquals(200, post("identity", row).statusCode());
  }

  @Test
  void anotherEncodingIsRefused() {
    HttpResponse<String> response = post("br", new byte[] {1, 2, 3});
    assertEquals(415, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":null,\"message\":\"Content-Encoding should be gzip or"
            + " identity.\"}]}",
        response.body());
  }

  @Test
  void aPackedBodyThatBreaksOffKeepsTheRowsBefore() throws IOException {
    byte[] packed = packed(rows());
    HttpResponse<String> response = post("gzip", Arrays.copyOf(packed, packed.length - 9));
    assertEquals(400, response.statusCode());
    JsonObject told = new JsonObject(response.body());
    assertTrue(told.getInteger("added") > ROWS / 2, response.body());
    assertTrue(response.body().contains("The gzip data is truncated"), response.body());
  }

  @Test
  void aBombIsARowThatIsTooLong() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < BOMB / zeros.length; i++) {
        gzip.write(zeros);
      }
    }
    HttpResponse<String> response = post("gzip", bytes.toByteArray());
    assertEquals(200, response.statusCode());
    assertTrue(response.body().contains("longer than 65536 bytes"), response.body());
  }

  private HttpResponse<String> post(String encoding, byte[] body) {
    return api.with("Content-Encoding", encoding)
        .send("POST", INGEST, BodyPublishers.ofByteArray(body));
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(BounceRow.at(i, "u" + i + "@x.org").json()).append('\n');
    }
    return rows.toString();
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
