package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service streams its input and output: both are larger than its heap. */
@Timeout(180)
class StreamingDrill {
  // Long reasons: few rows fill the heap.
  private static final int ROWS = 9_000;
  private static final String REASON = "550 5.1.1 no such user ".repeat(350);

  @Test
  void inputAndOutputMayExceedTheHeap(@TempDir Path dataDir) {
    try (ServiceProcess service = ServiceProcess.startShort(ServiceProcess.withHeap(64, dataDir))) {
      Api api = service.api().with("Content-Type", "application/x-ndjson");
      HttpResponse<String> ingested =
          api.send("POST", "/rebound/v1/bounces", BodyPublishers.ofByteArrays(rows()));
      assertTrue(ingested.body().startsWith("{\"added\":" + ROWS + ","), ingested.body());
      String list = api.get("/api/bounces.get.json?api_user=apikey&api_key=" + api.key()).body();
      assertTrue(list.length() > ROWS * REASON.length());
      assertEquals("}]", list.substring(list.length() - 2));
    }
  }

  private static List<byte[]> rows() {
    List<byte[]> rows = new ArrayList<>(ROWS);
    for (int i = 0; i < ROWS; i++) {
      String row =
          "{\"email\":\"user%d@x.org\",\"created\":%d,\"reason\":\"%s\"}\n".formatted(i, i, REASON);
      rows.add(row.getBytes(StandardCharsets.US_ASCII));
    }
    return rows;
  }
}
