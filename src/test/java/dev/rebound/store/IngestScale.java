package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bulk input over HTTP beside SQL, on an empty database: {@code mvn -Pscale verify}. */
class IngestScale {
  private static final double LEAST_RATIO = 0.6;

  @Test
  void bulkInputOverHttpKeepsUpWithOneSqlSession(@TempDir Path dataDir) throws Exception {
    String url = TestDatabase.create();
    Map<String, String> settings =
        Map.of("REBOUND_DATABASE_URL", url, "REBOUND_DATA_DIR", dataDir.toString());
    try (ServiceProcess service = ServiceProcess.start(settings);
        Connection connection = TestDatabase.connect(url)) {
      IngestComparison.Rates rates = IngestComparison.measure(service.api(), connection);
      System.out.println(rates);
      assertTrue(rates.ratio() >= LEAST_RATIO, rates.toString());
    }
  }
}
