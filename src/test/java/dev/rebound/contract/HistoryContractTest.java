package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /rebound/v1/bounces/{email}/history}. */
class HistoryContractTest {
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
  private static final Pattern CREATED = Pattern.compile("\"created\":([0-9]+)");

  private final Api api = TestService.shared().account();

  @Test
  void itSaysWhyAnAddressIsOnTheListNewestFirst() {
    api.ingest(
        "[{\"email\":\"a@b.org\",\"created\":5,\"reason\":\"550 5.1.1 User"
            + " unknown\",\"status\":\"5.1.1\",\"classification\":\"Content\"},"
            + "{\"email\":\"a@b.org\",\"created\":7,\"type\":\"blocked\",\"classification\":\"Reputation\"},"
            + "{\"email\":\"other@b.org\",\"created\":6}]");
    assertEquals(
        "{\"result\":[{\"created\":7,\"type\":\"blocked\",\"status\":\"\",\"reason\":\"\",\"classification\":\"Reputation\","
            + "\"rule\":\"given\",\"source\":\"api\"},{\"created\":5,\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550"
            + " 5.1.1 User unknown\","
            + "\"classification\":\"Content\",\"rule\":\"given\",\"source\":\"api\"}],\"next\":null}",
        history("A@b.org", "").body());
  }

  @Test
  void aClassThatNobodyGaveIsTheClassifiers() {
    api.ingest(
        "{\"email\":\"a@b.org\",\"created\":5,\"reason\":\"550 5.1.1 User"
            + " unknown\",\"status\":\"5.1.1\"}");
    String body = history("a@b.org", "").body();
    assertEquals("Invalid Address", body.replaceFirst(".*\"classification\":\"([^\"]*)\".*", "$1"));
    assertEquals(false, body.contains("\"rule\":\"given\""));
  }

  @Test
  void itStaysWhenTheAddressIsTakenOffTheList() {
    api.ingest("{\"email\":\"a@b.org\",\"created\":5}");
    assertEquals(204, api.delete("/v3/suppression/bounces/a@b.org").statusCode());
    assertEquals(List.of(5L), times(history("a@b.org", "").body()));
  }

  @Test
  void pagesFollowEachOtherWithoutAGapOrARepeat() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 23; i++) {
      // Some in the same second.
      rows.append("{\"email\":\"a@b.org\",\"created\":%d,\"reason\":\"%d\"}\n".formatted(i / 3, i));
    }
    api.ingest(rows.toString());
    List<Long> times = new ArrayList<>();
    String query = "?limit=5";
    int pages = 0;
    while (query != null) {
      String body = history("a@b.org", query).body();
      times.addAll(times(body));
      Matcher next = NEXT.matcher(body);
      query = next.find() ? "?limit=5&after=" + next.group(1) : null;
      pages++;
    }
    assertEquals(5, pages);
    assertEquals(23, times.size());
    assertEquals(times.stream().sorted((a, b) -> Long.compare(b, a)).toList(), times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody@b.org", "no-address", "%00@b.org"})
  void ofAnAddressThatNobodyToldOfItIsEmpty(String email) {
    assertEquals("{\"result\":[],\"next\":null}", history(email, "").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=x",
        "limit[]=1",
        "after=",
        "after=5",
        "after=5.nonsense",
        "after[]=5",
        "start_time=5",
        "end_date[]=2026-01-01",
        "type=blocked",
        "classification=Content",
        "offset=1",
      })
  void aParameterThatIsWrongIsNamed(String query) {
    HttpResponse<String> response = history("a@b.org", "?" + query);
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":\"" + query.split("[=\\[]")[0] + "\"",
        response.body().split(",\"message")[0]);
  }

  @Test
  void whatIsBelowAnAddressAndNotItsHistoryIsNotFound() {
    assertEquals(404, api.get("/rebound/v1/bounces/a@b.org").statusCode());
  }

  private HttpResponse<String> history(String email, String query) {
    return api.get("/rebound/v1/bounces/" + email + "/history" + query);
  }

  private static List<Long> times(String body) {
    return CREATED.matcher(body).results().map(found -> Long.parseLong(found.group(1))).toList();
  }
}
