package dev.rebound.drill;

import dev.rebound.support.LongReasons;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests for rows with the longest reasons, many of one kind at once. */
@Timeout(180)
class LongReasonsDrill {
  private static LongReasons reasons;

  @BeforeAll
  static void start(@TempDir Path dataDir) {
    reasons = LongReasons.start(dataDir);
  }

  @AfterAll
  static void stop() {
    reasons.close();
  }

  @AfterEach
  void theServiceStillResponds() {
    reasons.assertAlive();
  }

  @Test
  void v2Gets() {
    String path = "/api/bounces.get.json?api_user=apikey&api_key=" + reasons.api().key();
    reasons.assertReads(16, i -> path + "&date=1");
  }

  @Test
  void lookupsOfMany() {
    String emails =
        IntStream.range(0, LongReasons.ROWS)
            .mapToObj(i -> "\"user" + i + "@x.org\"")
            .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
    reasons.assertServed(8, i -> new String[] {"POST", "/rebound/v1/lookup", emails});
  }

  @Test
  void histories() {
    reasons.assertReads(150, i -> LongReasons.HISTORY);
  }

  @Test
  void lookups() {
    String path = "/v3/suppression/bounces/user";
    reasons.assertReads(2_000, i -> path + i % LongReasons.ROWS + "@x.org");
  }
}
