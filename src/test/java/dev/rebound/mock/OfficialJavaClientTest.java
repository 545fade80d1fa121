package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sendgrid.Response;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.OfficialClient;
import dev.rebound.support.TestService;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * A user's test suite by SendGrid's own Java client: a host and a made-up key, and no other set-up.
 */
class OfficialJavaClientTest {
  private static final String KEY = "SG." + "x".repeat(22) + "." + "y".repeat(43);
  private static final String BOUNCES = "suppression/bounces";
  private static final String TOTALS = "suppressions/bounces/classifications";

  private static TestService service;

  private OfficialClient client;
  private BounceRow sales;
  private BounceRow plus;
  private BounceRow last;

  @BeforeAll
  static void start() {
    service = TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "formed"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** A bounce told once does not come back after its deletion: each test has its own reason. */
  @BeforeEach
  void ingestThree(TestInfo test) {
    Api api = service.api(KEY);
    client = new OfficialClient(api);
    String reason = "550 5.1.1 No such user in " + test.getDisplayName();
    sales = BounceRow.at(86_430, "sales@example.com").because(reason, "5.1.1");
    plus = BounceRow.at(86_420, "a+b@example.com").because(reason, "5.1.1");
    last = BounceRow.at(86_410, "post.sales@example.org").because(reason, "5.1.1");
    assertEquals(204, client.delete(BOUNCES, "{\"delete_all\":true}").getStatusCode());
    api.ingest(sales, plus, last);
  }

  @Test
  void theListIsReadPageByPage() {
    assertEquals(BounceRow.array(sales, plus, last), list(Map.of()));
    assertEquals(BounceRow.array(sales, plus), list(Map.of("limit", "2", "offset", "0")));
    assertEquals(BounceRow.array(last), list(Map.of("limit", "2", "offset", "2")));
  }

  @Test
  void theListIsNarrowed() {
    assertEquals(
        BounceRow.array(plus, last), list(Map.of("start_time", "86410", "end_time", "86420")));
    assertEquals(BounceRow.array(sales), list(Map.of("email", "sales")));
    assertEquals(BounceRow.array(sales, last), list(Map.of("email", "%sales")));
  }

  @Test
  void oneBounceIsReadAndDeletedOnce() {
    String one = BOUNCES + "/" + plus.email();
    assertEquals(BounceRow.array(plus), client.get(one, Map.of()).getBody());
    assertEquals(204, client.delete(one).getStatusCode());
    assertEquals("[]", client.get(one, Map.of()).getBody());
    Response again = client.delete(one);
    assertEquals(404, again.getStatusCode());
    assertEquals(ErrorBody.of("resource not found"), again.getBody());
  }

  @Test
  void severalBouncesAreDeleted() {
    String body = "{\"emails\":[\"" + sales.email() + "\",\"" + last.email() + "\"]}";
    assertEquals(204, client.delete(BOUNCES, body).getStatusCode());
    assertEquals(BounceRow.array(plus), list(Map.of()));
  }

  @Test
  void totalsAreReadInJsonAndCsv() {
    service.api(KEY).ingest(BounceRow.at(2 * 86_400, "a@example.org").because(last.reason(), ""));
    Map<String, String> day = Map.of("start_date", "1970-01-03", "end_date", "1970-01-03");
    assertEquals(
        "{\"result\":[{\"date\":\"1970-01-03\",\"stats\":"
            + "[{\"classification\":\"Invalid Address\",\"count\":1}]}]}",
        client.get(TOTALS, day).getBody());
    assertEquals(
        "{\"result\":[{\"date\":\"1970-01-03\",\"stats\":"
            + "[{\"domain\":\"example.org\",\"count\":1}]}]}",
        client.get(TOTALS + "/Invalid Address", day).getBody());
    Response csv = client.accepting("text/csv").get(TOTALS, day);
    assertEquals("text/csv", csv.getHeaders().get("Content-Type"));
    assertEquals(
        "date,classification,count\n1970-01-03,Invalid Address,1\n".strip(), csv.getBody().strip());
  }

  @Test
  void anyKeyInItsFormMayDoEverythingAndWhatIsNoKeyNothing() {
    String scopes = client.get("scopes", Map.of()).getBody();
    assertTrue(scopes.contains("\"suppression.bounces.delete\""), scopes);
    Response refused = new OfficialClient(service.api("SG.short")).get(BOUNCES, Map.of());
    assertEquals(401, refused.getStatusCode());
    assertEquals(ErrorBody.of("unauthorized"), refused.getBody());
    Response unknown = new OfficialClient(service.api(KEY)).onBehalfOf("no").get(BOUNCES, Map.of());
    assertEquals(403, unknown.getStatusCode());
  }

  @Test
  void aWrongPageIsToldAsSendGridTellsIt() {
    Response response = client.get(BOUNCES, Map.of("limit", "501"));
    assertEquals(400, response.getStatusCode());
    assertTrue(
        response.getBody().startsWith("{\"errors\":[{\"field\":\"limit\","), response.getBody());
  }

  @Test
  void theRateLimitIsSendGridsAndCountsDown() {
    Map<String, String> first = client.get(BOUNCES, Map.of()).getHeaders();
    Map<String, String> second = client.get(BOUNCES, Map.of()).getHeaders();
    assertEquals("600", first.get("X-Ratelimit-Limit"));
    assertEquals(1, remaining(first) - remaining(second));
  }

  private static int remaining(Map<String, String> headers) {
    return Integer.parseInt(headers.get("X-Ratelimit-Remaining"));
  }

  private String list(Map<String, String> query) {
    return client.get(BOUNCES, query).getBody();
  }
}
