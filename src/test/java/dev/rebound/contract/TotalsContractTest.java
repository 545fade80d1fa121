package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals by day and class, and by day and domain: contract, 3.5 and 3.6. */
class TotalsContractTest {
  private static final String PATH = "/v3/suppression/bounces/classifications";
  private static final long FIRST = 1_640_995_200; // 2022-01-01
  private static final long SECOND = FIRST + 86_400;

  private final Api api = TestService.shared().account();

  /** As in the documents: 35 and 14 on the first day, 23 and 4 on the second. */
  private void ingestTheDocumentedSample() {
    StringBuilder rows = new StringBuilder();
    ingest(rows, 35, FIRST, "Unclassified", "example.com");
    ingest(rows, 14, FIRST + 86_399, "Invalid Address", "one.example.com");
    ingest(rows, 23, SECOND, "Unclassified", "example.com");
    ingest(rows, 4, SECOND, "Content", "one.example.com");
    api.ingest("[" + rows.substring(1) + "]");
  }

  private static void ingest(
      StringBuilder rows, int count, long time, String classification, String domain) {
    for (int i = 0; i < count; i++) {
      rows.append(
          ",{\"email\":\"%s%d%d@%s\",\"created\":%d,\"classification\":\"%s\",\"type\":\"%s\"}"
              .formatted(
                  classification.charAt(0),
                  time,
                  i,
                  domain,
                  time,
                  classification,
                  i % 3 == 0 ? "blocked" : "bounce"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PATH,
        PATH + "/",
        "/v3/suppressions/bounces/classifications",
        PATH + "?start_date=2022-01-01&end_date=2022-01-02"
      })
  void theDocumentedSampleComesBackByteForByte(String path) {
    ingestTheDocumentedSample();
    HttpResponse<String> response = api.get(path);
    assertEquals(
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"classification\":\"Unclassified\",\"count\":35},{\"classification\":\"Invalid"
            + " Address\",\"count\":14}]},{\"date\":\"2022-01-02\",\"stats\":["
            + "{\"classification\":\"Unclassified\",\"count\":23},{\"classification\":\"Content\",\"count\":4}]}]}",
        response.body());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void theTotalsOfAClassAreByDomain() {
    ingestTheDocumentedSample();
    api.ingest(
        "{\"email\":\"x@one.example.com\",\"created\":%d,\"classification\":\"Unclassified\"}"
            .formatted(FIRST));
    api.ingest(
        "{\"email\":\"x@another.example.com\",\"created\":%d,\"classification\":\"Unclassified\"}"
            .formatted(FIRST));
    assertEquals(
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"domain\":\"example.com\",\"count\":35},"
            + "{\"domain\":\"another.example.com\",\"count\":1},{\"domain\":\"one.example.com\",\"count\":1}]},"
            + "{\"date\":\"2022-01-02\",\"stats\":[{\"domain\":\"example.com\",\"count\":23}]}]}",
        api.get(PATH + "/Unclassified").body());
  }

  @ParameterizedTest
  @CsvSource({
    "Technical%20Failure, technical",
    "technical+failure, technical",
    "Technical, technical",
    "TECHNICAL%20failure, technical",
    "Frequency%20or%20Volume%20Too%20High, frequency",
    "frequency+OR+volume+too+high, frequency",
  })
  void aClassIsNamedInAnyCaseAndWithEitherBlank(String name, String domain) {
    api.ingest(
        "[{\"email\":\"a@technical\",\"created\":1640995200,\"classification\":\"Technical\"},{\"email\":\"a@frequency\",\"created\":1640995200,\"classification\":\"Frequency"
            + " or Volume Too High\"}]");
    String expected =
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"domain\":\""
            + domain
            + "\",\"count\":1}]}]}";
    assertEquals(expected, api.get(PATH + "/" + name).body());
    assertEquals(expected, api.get("/v3/suppressions/bounces/classifications/" + name).body());
  }

  @Test
  void equalCountsAreOrderedByName() {
    api.ingest(
        "[{\"email\":\"a@b\",\"created\":1640995200,\"classification\":\"Reputation\"},"
            + "{\"email\":\"b@b\",\"created\":1640995200,\"classification\":\"Content\"}]");
    assertEquals(
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"classification\":\"Content\",\"count\":1},"
            + "{\"classification\":\"Reputation\",\"count\":1}]}]}",
        api.get(PATH).body());
  }

  @Test
  void withoutEventsThereIsNoDay() {
    assertEquals("{\"result\":[]}", api.get(PATH).body());
    assertEquals("{\"result\":[]}", api.get(PATH + "/Content").body());
  }

  @ParameterizedTest
  @CsvSource({
    "start_date=2022-01-02, 2022-01-02",
    "end_date=2022-01-01, 2022-01-01",
    "start_date=2022-01-01&end_date=2022-01-01, 2022-01-01",
    "start_time=1641081600, 2022-01-02",
    "start_time=1641081599&end_time=1641081599, 2022-01-01",
    "end_time=1640995200, 2022-01-01",
    "start_time=0&start_date=2022-01-02, 2022-01-02",
    "start_date=1641081600, 2022-01-02",
    "start_date=1641081599&end_date=1641081599, 2022-01-01",
    "end_date=1640995200, 2022-01-01",
    "start_date=0&end_date=1640995200, 2022-01-01",
    "start_date=&end_date=&start_time=&end_time=1640995200, 2022-01-01",
    "start_date=2022-01-02&start_date=, 2022-01-02",
  })
  void aRangeIsOfWholeUtcDaysAndHoldsBothItsEnds(String query, String day) {
    api.ingest(
        "[{\"email\":\"a@b\",\"created\":1641081599,\"classification\":\"Content\"},"
            + "{\"email\":\"b@b\",\"created\":1641081600,\"classification\":\"Content\"}]");
    assertEquals(
        "{\"result\":[{\"date\":\""
            + day
            + "\",\"stats\":[{\"classification\":\"Content\",\"count\":1}]}]}",
        api.get(PATH + "?" + query).body());
  }

  @ParameterizedTest
  @CsvSource({
    "start_date=2022-1-1, start_date",
    "start_date=2022-02-30, start_date",
    "start_date=20220101, start_date",
    "start_date=2022, start_date",
    "start_date=-1640995200, start_date",
    "end_date=1640995200.5, end_date",
    "start_date=1641081600&end_date=1640995200, start_date",
    "start_date[]=2022-01-01, start_date",
    "end_time[0]=5, end_time",
    "classification=Content, classification",
    "safe=yes, safe",
    "safe[]=1, safe",
    "end_date=yesterday, end_date",
    "start_time=soon, start_time",
    "start_date=2022-01-02&end_date=2022-01-01, start_date",
    "start_time=1641081600&end_time=0, start_time",
  })
  void aRangeThatIsNoneIsNamed(String query, String field) {
    for (String path : new String[] {PATH, PATH + "/Content"}) {
      HttpResponse<String> response = api.get(path + "?" + query);
      assertEquals(400, response.statusCode());
      assertEquals(
          "{\"errors\":[{\"field\":\"" + field + "\"", response.body().split(",\"message")[0]);
    }
  }

  @Test
  void anUnknownClassIsABadRequest() {
    HttpResponse<String> response = api.get(PATH + "/Nonsense");
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":\"classification\",\"message\":\"must be one of the seven"
            + " classes\"}]}",
        response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv | true",
        "text/csv, application/json;q=0.5 | true",
        "text/csv;q=0.5, application/json | false",
        "application/json, text/csv | true",
        "application/json, text/csv;q=0.9 | false",
        "text/csv;q=0.9, */* | false",
        "text/csv, */*;q=0.1 | true",
        "*/* | false",
        "application/json | false",
      })
  void csvIsForThoseWhoPreferIt(String accept, boolean isCsv) {
    HttpResponse<String> response = api.with("Accept", accept).get(PATH);
    assertEquals(
        isCsv ? "text/csv" : "application/json",
        response.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void twoAcceptHeadersCountAsOne() {
    RawHttp.Answer answer =
        RawHttp.send(api, "GET", PATH, "Accept: application/json", "Accept: text/csv");
    assertEquals(List.of("text/csv"), answer.header("Content-Type"));
  }

  @Test
  void csvHasAHeaderAndQuotesWhatNeedsIt() {
    api.ingest(
        "[{\"email\":\"a@x,y\",\"created\":1640995200,\"classification\":\"Content\"},{\"email\":\"a@plain\",\"created\":1640995200,\"classification\":\"Frequency"
            + " or Volume Too High\"}]");
    Api csv = api.with("Accept", "text/csv");
    assertEquals(
        "date,classification,count\n"
            + "2022-01-01,Content,1\n"
            + "2022-01-01,Frequency or Volume Too High,1\n",
        csv.get(PATH).body());
    assertEquals("date,domain,count\n2022-01-01,\"x,y\",1\n", csv.get(PATH + "/Content").body());
  }

  @ParameterizedTest
  @CsvSource({"=cmd|x", "+1", "-1", "plain", "a=b"})
  void aCellMayBeSafeForASpreadsheet(String domain) {
    api.ingest(
        "{\"email\":\"a@%s\",\"created\":1640995200,\"classification\":\"Content\"}"
            .formatted(domain));
    Api csv = api.with("Accept", "text/csv");
    String line = "date,domain,count\n2022-01-01,%s,1\n";
    boolean isFormula = "=+-".indexOf(domain.charAt(0)) >= 0;
    assertEquals(
        line.formatted(isFormula ? "'" + domain : domain),
        csv.get(PATH + "/Content?safe=1").body());
    for (String query : List.of("", "?safe=0", "?safe=")) {
      assertEquals(line.formatted(domain), csv.get(PATH + "/Content" + query).body());
    }
    assertEquals(
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"domain\":\""
            + domain
            + "\",\"count\":1}]}]}",
        api.get(PATH + "/Content?safe=1").body());
  }

  @Test
  void deletingFromTheListAndTellingAgainLeaveTotalsAsTheyAre() {
    ingestTheDocumentedSample();
    String totals = api.get(PATH).body();
    assertEquals(204, api.delete("/v3/suppression/bounces", "{\"delete_all\":true}").statusCode());
    ingestTheDocumentedSample();
    assertEquals(totals, api.get(PATH).body());
  }

  @Test
  void totalsOfManyDomainsAndDaysComeWhole() {
    StringBuilder rows = new StringBuilder();
    StringBuilder expected = new StringBuilder("date,domain,count\n");
    for (int day = 0; day < 3; day++) {
      for (int i = 0; i < 7_000; i++) {
        long time = FIRST + day * 86_400L;
        rows.append(
            "{\"email\":\"a@d%05d\",\"created\":%d,\"classification\":\"Content\"}\n"
                .formatted(i, time));
        expected.append("2022-01-0%d,d%05d,1\n".formatted(day + 1, i));
      }
    }
    api.with("Content-Type", "application/x-ndjson").ingest(rows.toString());
    assertEquals(expected.toString(), api.with("Accept", "text/csv").get(PATH + "/content").body());
    String json = api.get(PATH + "/content").body();
    assertEquals(21_000, json.split("\"domain\"").length - 1);
    assertEquals(3, json.split("\"date\"").length - 1);
    assertEquals("]}]}", json.substring(json.length() - 4));
  }
}
