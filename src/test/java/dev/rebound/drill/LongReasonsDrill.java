package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.drill.Flood.Call;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.LongReasons;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  void v2GetsOfXml() {
    String path = "/api/bounces.get.xml?api_user=apikey&api_key=" + reasons.api().key();
    reasons.assertReads(16, i -> path + "&date=1");
  }

  @Test
  void csvFiles() {
    reasons.assertReads(24, i -> "/rebound/v1/bounces.csv");
  }

  @Test
  void searches() {
    reasons.assertReads(24, i -> LongReasons.LIST + "&email=%25x.org");
  }

  @Test
  void pagesOfFourAccounts() {
    List<Api> accounts =
        Stream.of("one", "two", "three", "four").map(reasons::createFilled).toList();
    reasons.assertReads(accounts, 48, i -> LongReasons.LIST);
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
  void historiesLeaveOtherAccountsTheirLookups() {
    reasons.createAccount("beside");
    reasons.api().with("on-behalf-of", "beside").ingest(BounceRow.at(1, "a@x.org"));
    // The service has none of these keys in its cache.
    List<Api> clients = IntStream.range(0, 10).mapToObj(i -> reasons.createKey("beside")).toList();
    try (Flood flood = new Flood(reasons.api(), 150, i -> Call.get(LongReasons.HISTORY))) {
      flood.awaitSuccesses(1);
      for (Api client : clients) {
        flood.awaitNext(1);
        HttpResponse<String> lookup = client.get(Api.BOUNCES + "/a@x.org");
        assertEquals(200, lookup.statusCode(), lookup.body());
        assertTrue(lookup.body().contains("a@x.org"), lookup.body());
        assertEquals(200, reasons.admin().get("/ready").statusCode());
      }
      System.out.println("histories: " + flood.statuses());
    }
  }

  @Test
  void lookups() {
    String path = "/v3/suppression/bounces/user";
    reasons.assertReads(2_000, i -> path + i % LongReasons.ROWS + "@x.org");
  }
}
