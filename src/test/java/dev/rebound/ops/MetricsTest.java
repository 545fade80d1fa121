package dev.rebound.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.Scrape;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What /metrics tells of a running service, held against docs/metrics.md. */
class MetricsTest {
  private static final TestService SERVICE = TestService.start(Map.of());
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_]+)` \\|(.*?)\\| (histogram|gauge|counter), .*$");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
  private static final String ROUTE = "/v3/suppression/bounces/{email}";

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Test
  void whatThePageSaysIsWhatTheServiceTells() throws IOException {
    useAllOfIt(SERVICE.account(), "page");
    Scrape scrape = scrape();
    Map<String, Set<String>> documented = documented();
    documented.forEach((metric, labels) -> assertEquals(labels, scrape.labels(metric), metric));
    Set<String> own = new TreeSet<>(scrape.metrics());
    own.removeIf(metric -> !metric.startsWith("rebound_"));
    own.removeAll(documented.keySet());
    assertEquals(Set.of(), own, "metrics that the page does not name");
  }

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> metrics = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels = new TreeSet<>();
        NAME.matcher(row.group(2)).results().forEach(label -> labels.add(label.group(1)));
        metrics.put(row.group(1), labels);
      }
    }
    assertTrue(metrics.size() > 15, "the table was not found");
    return metrics;
  }

  @Test
  void noLabelHoldsWhatAClientSaid() {
    String account = SERVICE.createAccount(Account.ROOT, "outer-secret");
    useAllOfIt(SERVICE.account(), "secret");
    useAllOfIt(SERVICE.root().with("on-behalf-of", account), "secret");
    useAllOfIt(SERVICE.root().with("on-behalf-of", "account-id outer-secret"), "secret");
    String text = scrape().text();
    for (String word : List.of("secret", "@", "%40", "account-", "SG.", "MADEUP", Account.ROOT)) {
      assertFalse(text.contains(word), () -> word + " in\n" + text);
    }
    assertFalse(text.contains("statement=\"unnamed\""), text);
  }

  /** Every kind of request, with this word wherever a client may put one. */
  private static void useAllOfIt(Api api, String word) {
    String address = word + "@" + word + ".example";
    api.ingest(BounceRow.at(1, address));
    api.ingest(BounceRow.at(1, address));
    api.post(Api.INGEST, "{\"email\":\"" + word + "\"}");
    api.get(Api.BOUNCES + "?email=" + word + "&" + word + "=1&offset=1");
    api.get(Api.BOUNCES + "?email=%25" + word);
    api.get(Api.BOUNCES + "/" + address);
    api.get(Api.BOUNCES + "/" + word + "%40example.org");
    api.get("/rebound/v1/bounces/" + address + "/history");
    api.post("/rebound/v1/lookup", "{\"emails\":[\"" + address + "\",\"b" + address + "\"]}");
    api.post("/rebound/v1/events/" + word, "[]");
    api.get("/v3/suppression/bounces/classifications/" + word);
    api.get("/v3/suppression/bounces/classifications?start_date=2020-01-01");
    api.get("/api/bounces.get.json?api_user=apikey&api_key=" + api.key() + "&email=" + address);
    api.get("/" + word + "/" + address);
    api.send("MADEUP", Api.BOUNCES + "/" + address, BodyPublishers.noBody());
    api.delete(Api.BOUNCES, "{\"emails\":[\"" + address + "\"]}");
  }

  @Test
  void requestsAreCountedByRouteMethodAndCode() {
    Api api = SERVICE.account();
    Scrape before = scrape();
    api.get(Api.BOUNCES + "/nobody@x.org");
    api.get(Api.BOUNCES + "/nobody@x.org");
    api.delete(Api.BOUNCES + "/nobody@x.org");
    api.head(Api.BOUNCES);
    SERVICE.api(null).get(Api.BOUNCES);
    api.get("/nowhere");
    api.send("MADEUP", "/nowhere", BodyPublishers.noBody());
    Scrape after = scrape();
    assertEquals(2, requests(after, ROUTE, "GET", 200) - requests(before, ROUTE, "GET", 200));
    assertEquals(1, requests(after, ROUTE, "DELETE", 404) - requests(before, ROUTE, "DELETE", 404));
    assertEquals(1, requests(after, Api.BOUNCES, "HEAD", 200));
    assertEquals(1, requests(after, Api.BOUNCES, "GET", 401));
    assertEquals(1, requests(after, "none", "GET", 404) - requests(before, "none", "GET", 404));
    assertEquals(1, requests(after, "none", "other", 404) - requests(before, "none", "other", 404));
  }

  private static double requests(Scrape scrape, String route, String method, int code) {
    return scrape.sum(
        "rebound_http_requests_seconds_count",
        "route=\"" + route + "\"",
        "method=\"" + method + "\"",
        "code=\"" + code + "\"");
  }

  @Test
  void rowsAreCountedByWhatBecameOfThem() {
    Api api = SERVICE.account();
    Scrape before = scrape();
    api.ingest(BounceRow.at(1, "one@x.org"), BounceRow.at(2, "two@x.org"));
    api.ingest(BounceRow.at(1, "one@x.org"));
    api.post(Api.INGEST, "[{\"email\":\"no address\"},{},{\"email\":\"\"}]");
    Scrape after = scrape();
    assertEquals(2, rows(after, "new") - rows(before, "new"));
    assertEquals(1, rows(after, "duplicate") - rows(before, "duplicate"));
    assertEquals(3, rows(after, "rejected") - rows(before, "rejected"));
    String classified = "rebound_classified_total";
    assertEquals(3, after.sum(classified) - before.sum(classified));
    String shared = "rebound_coalesced_batch_size_sum";
    assertEquals(2, after.sum(shared, "what=\"ingest\"") - before.sum(shared, "what=\"ingest\""));
  }

  private static double rows(Scrape scrape, String outcome) {
    return scrape.sum("rebound_ingest_rows_total", "outcome=\"" + outcome + "\"");
  }

  @Test
  void anIdleServiceHasNothingQueuedOrUnderWay() {
    SERVICE.account().get(Api.BOUNCES + "/nobody@x.org");
    Scrape scrape = scrape();
    assertEquals(0, scrape.sum("rebound_bus_pending"));
    assertEquals(0, scrape.sum("rebound_lane_queued"));
    assertEquals(0, scrape.sum("rebound_lane_in_flight"));
    assertTrue(scrape.sum("rebound_lane_connections", "lane=\"quick\"") >= 1);
    assertTrue(scrape.sum("rebound_http_connections") >= 1);
    assertTrue(scrape.sum("rebound_statement_seconds_count", "statement=\"bounce.find\"") >= 1);
  }

  @Test
  void theAnswerIsWhatPrometheusAsksFor() {
    HttpResponse<String> response = new Api(SERVICE.adminUrl(), null).get("/metrics");
    assertEquals(200, response.statusCode());
    assertEquals(
        List.of("text/plain; version=0.0.4; charset=utf-8"),
        response.headers().allValues("Content-Type"));
  }

  private static Scrape scrape() {
    return new Scrape(new Api(SERVICE.adminUrl(), null).get("/metrics").body());
  }
}
