package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes in and out is never held whole: more than a service's memory passes through it. */
@Timeout(180)
class MemoryIT {
  private static final int ROWS = 45_000;
  private static final String REASON = "550 5.1.1 no such user ".repeat(100);

  @Test
  void moreThanTheHeapGoesInAndOut(@TempDir Path dataDir) {
    Map<String, String> settings =
        Map.of(
            "REBOUND_DATABASE_URL",
            TestDatabase.migrated(),
            "REBOUND_DATA_DIR",
            dataDir.toString(),
            "JAVA_TOOL_OPTIONS",
            "-Xmx96m -XX:+ExitOnOutOfMemoryError");
    try (ServiceProcess service = ServiceProcess.start(settings)) {
      Api api = service.api().with("Content-Type", "application/x-ndjson");
      HttpResponse<String> told =
          api.send("POST", "/rebound/v1/bounces", BodyPublishers.ofByteArrays(rows()));
      assertTrue(told.body().startsWith("{\"added\":" + ROWS + ","), told.body());
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
