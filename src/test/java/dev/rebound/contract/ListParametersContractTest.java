package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.ErrorBody.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query of the list but for {@code email} (contract, 3.1 and chapter 9, rows 1 to 4). */
class ListParametersContractTest {
  private static final String NO_NUMBER = "must be a numeric value";
  private static final String NO_LIMIT = "must be between 1 and 500";
  private static final String ONCE = "must be given once and in this form";
  private static final String NO_OFFSET = "must be 0 or greater";

  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          start_time=200                           | d c b
          start_time=201                           | d c
          end_time=200                             | b a
          end_time=199                             | a
          start_time=200&end_time=300              | d c b
          start_time=200&end_time=200              | b
          start_time=201&end_time=299              |
          start_time=300&end_time=100              |
          start_time=-5                            | d c b a
          end_time=-1                              |
          start_time=0&end_time=0                  |
          end_time=99999999999999999999999         | d c b a
          end_time=0000000000000000000000200       | b a
          end_time=9223372036854775808             | d c b a
          start_time=-00000000000000000000005      | d c b a
          start_time=99999999999999999999999       |
          start_time=-99999999999999999999999      | d c b a
          start_time=9223372036854775807           |
          start_time=200&limit=1&offset=1          | c
          """)
  void bothEndsOfATimeRangeBelongToIt(String query, String expected) {
    ingestFour();
    assertEquals(addresses(expected), api.emails("?" + query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=1                      | d
          limit=2&offset=1             | c b
          offset=2&limit=2             | b a
          offset=3                     | a
          offset=4                     |
          offset=9223372036854775807   |
          limit=500&offset=0           | d c b a
          limit=007                    | d c b a
          """)
  void aPageMayStartAnywhere(String query, String expected) {
    ingestFour();
    assertEquals(addresses(expected), api.emails("?" + query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=4&limit=1                             | d
          limit=many&limit=1                          | d
          offset=-1&offset=3                          | a
          start_time=1&start_time=300                 | d c
          start_time=300&end_time=9&end_time=400      | d c
          start_time=300&start_time=                  | d c
          email=a&email=                              | a
          limit=1&limit=&limit                        | d
          """)
  void ofARepeatedParameterTheLastCounts(String query, String expected) {
    ingestFour();
    assertEquals(addresses(expected), api.emails("?" + query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=",
        "limit",
        "offset=",
        "start_time=",
        "end_time=",
        "email=",
        "email[]=",
        "limit=&offset=&start_time=&end_time=&email=",
      })
  void anEmptyParameterIsAbsent(String query) {
    ingestFour();
    assertEquals(addresses("d c b a"), api.emails("?" + query));
  }

  @Test
  void aParameterCountsHoweverManyStandBeforeIt() {
    ingestFour();
    assertEquals(addresses("a"), api.emails("?" + "x&".repeat(3000) + "email=a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?page=2",
        "?page[]=2",
        "?email_address=a@x.org",
        "?limits=1",
        "?",
        "?&",
        "?=",
        "?x",
        "?x;limit=1",
      })
  void whatIsNoParameterIsIgnored(String query) {
    ingestFour();
    assertEquals(addresses("d c b a"), api.emails(query));
  }

  @Test
  void aPageHoldsFiveHundredRowsUnlessItIsToldOtherwise() {
    BounceRow[] rows =
        IntStream.rangeClosed(1, 501)
            .mapToObj(i -> BounceRow.at(i, i + "@x.org"))
            .toArray(BounceRow[]::new);
    api.ingest(rows);
    List<String> page = api.emails("");
    assertEquals(500, page.size());
    assertEquals("501@x.org", page.get(0));
    assertEquals("2@x.org", page.get(499));
    assertEquals(page, api.emails("?limit=500"));
    assertEquals(List.of("1@x.org"), api.emails("?offset=500"));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=501, limit, " + NO_LIMIT,
    "limit=0, limit, " + NO_LIMIT,
    "limit=-1, limit, " + NO_LIMIT,
    "limit=99999999999999999999, limit, " + NO_LIMIT,
    "limit=-99999999999999999999, limit, " + NO_LIMIT,
    "limit=ten, limit, " + NO_NUMBER,
    "limit=1.0, limit, " + NO_NUMBER,
    "limit=1e2, limit, " + NO_NUMBER,
    "limit=0x10, limit, " + NO_NUMBER,
    "limit=+1, limit, " + NO_NUMBER,
    "limit=1%00, limit, " + NO_NUMBER,
    "limit=%D9%A1, limit, " + NO_NUMBER,
    "offset=-1, offset, " + NO_OFFSET,
    "offset=-99999999999999999999, offset, " + NO_OFFSET,
    "offset=next, offset, " + NO_NUMBER,
    "start_time=2026-01-01, start_time, " + NO_NUMBER,
    "start_time=1443651125.5, start_time, " + NO_NUMBER,
    "end_time=now, end_time, " + NO_NUMBER,
    "limit=1&limit=ten, limit, " + NO_NUMBER,
    "email[]=a@x.org, email, " + ONCE,
    "email[]=a@x.org&email[]=b@x.org, email, " + ONCE,
    "email[0]=a@x.org, email, " + ONCE,
    "email%5B%5D=a@x.org, email, " + ONCE,
    "email=a@x.org&email[]=b@x.org, email, " + ONCE,
    "start_time[]=5, start_time, " + ONCE,
    "end_time[x]=5, end_time, " + ONCE,
    "limit[0]=1, limit, " + ONCE,
    "after[]=x, after, " + ONCE,
    "Email=a@x.org, email, " + ONCE,
    "EMAIL[]=a@x.org, email, " + ONCE,
    "email%20=a@x.org, email, " + ONCE,
    "email.0=a@x.org, email, " + ONCE,
    "email%00=a@x.org, email, " + ONCE,
    "startTime=5, start_time, " + ONCE,
    "start-time=5, start_time, " + ONCE,
    "LIMIT=1&limit=1, limit, " + ONCE,
  })
  void aWrongParameterIsNamed(String query, String field, String message) {
    HttpResponse<String> response = api.get(BOUNCES + "?" + query);
    assertEquals(400, response.statusCode());
    assertEquals(ErrorBody.ofField(field, message), response.body());
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    HttpResponse<String> response =
        api.get(BOUNCES + "?offset=-1&limit=0&email=%00&end_time=y&start_time=x");
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":["
            + String.join(
                ",",
                entry("start_time", NO_NUMBER),
                entry("end_time", NO_NUMBER),
                entry("limit", NO_LIMIT),
                entry("offset", NO_OFFSET),
                entry("email", "must not contain U+0000"))
            + "]}",
        response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=%zz", "limit=1%", "limit=1%4", "%=1", "x=%G0", "email=%u0041"})
  void anEscapeThatIsNoneIsABadRequest(String query) {
    RawHttp.Answer answer = RawHttp.send(api, "GET", BOUNCES + "?" + query);
    assertEquals(400, answer.status());
    assertEquals(ErrorBody.of("bad request"), answer.body());
  }

  private void ingestFour() {
    api.ingest(
        BounceRow.at(100, "a@x.org"),
        BounceRow.at(200, "b@x.org"),
        BounceRow.at(300, "c@x.org"),
        BounceRow.at(300, "d@x.org"));
  }

  private static List<String> addresses(String letters) {
    return letters == null
        ? List.of()
        : List.of(letters.split(" ")).stream().map(letter -> letter + "@x.org").toList();
  }
}
