package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import io.vertx.core.json.JsonArray;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes batches of rows with long reasons, which take space on a disk. A batch without 200 is
 * repeated before the next one.
 */
final class BatchWriter {
  private static final int ROWS = 100;
  private static final int REASON_BYTES = 2_048;
  private static final long CREATED = 1_700_000_000;

  private final Random random;
  private int acknowledged;
  private String batch;

  BatchWriter(long seed) {
    random = new Random(seed);
    batch = next();
  }

  /** Writes one batch and returns whether it was acknowledged; any other response is 503. */
  boolean write(Api api) {
    HttpResponse<String> response = api.post(Api.INGEST, batch);
    if (response.statusCode() != 200) {
      assertEquals(503, response.statusCode(), response.body());
      return false;
    }
    acknowledged++;
    batch = next();
    return true;
  }

  private String next() {
    return rows(
        i ->
            "{\"email\":\"%s\",\"created\":%d,\"status\":\"5.1.1\",\"reason\":\"%s\"}"
                .formatted(email(acknowledged, i), CREATED, reason()));
  }

  // PostgreSQL cannot compress it much.
  private String reason() {
    byte[] bytes = new byte[REASON_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Asserts that the list has all rows of the acknowledged batches; returns their number. */
  int assertListed(Api api) {
    for (int number = 0; number < acknowledged; number++) {
      int listed = number;
      String emails = rows(i -> "\"" + email(listed, i) + "\"");
      HttpResponse<String> response = api.post("/rebound/v1/lookup", "{\"emails\":" + emails + "}");
      assertEquals(ROWS, new JsonArray(response.body()).size(), "batch " + listed);
    }
    return acknowledged * ROWS;
  }

  private static String rows(IntFunction<String> row) {
    return IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining(",", "[", "]"));
  }

  private static String email(int batch, int row) {
    return "batch%d-%d@example.com".formatted(batch, row);
  }
}
