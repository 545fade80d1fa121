package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two gigabytes in one request leave a service as small as it was: {@code mvn -Pscale verify}. */
class LargeInputScale {
  private static final int ROWS = 70_000;
  private static final String PADDING = "x".repeat(30_000);
  private static final long MOST_KIB = 300 * 1024;

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryStaysFlatOverTwoGigabytes(@TempDir Path dataDir) {
    try (ServiceProcess service = ServiceProcess.start(ServiceProcess.withHeap(96, dataDir))) {
      Api api = service.api().with("Content-Type", "application/x-ndjson");
      long before = service.peakResidentKib();
      Iterable<byte[]> rows = LargeInputScale::rows;
      HttpResponse<String> told =
          api.send("POST", "/rebound/v1/bounces", BodyPublishers.ofByteArrays(rows));
      assertTrue(told.body().startsWith("{\"added\":" + ROWS + ","), told.body());
      long after = service.peakResidentKib();
      System.out.printf(
          "2.1 GB in one request: %d MiB resident at most, %d MiB before%n",
          after / 1024, before / 1024);
      assertTrue(after < MOST_KIB, "KiB resident: " + after);
    }
  }

  private static Iterator<byte[]> rows() {
    return IntStream.range(0, ROWS)
        .mapToObj(
            i -> "{\"email\":\"u%d@x.org\",\"created\":%d,\"x\":\"%s\"}\n".formatted(i, i, PADDING))
        .map(row -> row.getBytes(StandardCharsets.US_ASCII))
        .iterator();
  }
}
