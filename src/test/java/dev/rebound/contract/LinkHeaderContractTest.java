package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Link header of the list (contract, 2.7 and chapter 9, row 13). */
class LinkHeaderContractTest {
  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # of five rows  | next | prev | last | first
          limit=2          | 2 2  | 0 1  | 4 3  | 0 1
          limit=2&offset=2 | 4 3  | 0 1  | 4 3  | 0 1
          limit=2&offset=4 | 4 3  | 2 2  | 4 3  | 0 1
          # past the end
          limit=2&offset=6 | 4 3  | 4 3  | 4 3  | 0 1
          limit=2&offset=9 | 4 3  | 4 3  | 4 3  | 0 1
          limit=2&offset=9223372036854775807 | 4 3  | 4 3  | 4 3  | 0 1
          # not at the start of a page
          limit=2&offset=1 | 3 2  | 0 1  | 4 3  | 0 1
          limit=2&offset=3 | 4 3  | 1 1  | 4 3  | 0 1
          limit=3&offset=1 | 3 2  | 0 1  | 3 2  | 0 1
          # pages that fit exactly, or more than do
          limit=5          | 0 1  | 0 1  | 0 1  | 0 1
          limit=1          | 1 2  | 0 1  | 4 5  | 0 1
          limit=1&offset=4 | 4 5  | 3 4  | 4 5  | 0 1
          limit=6          | 0 1  | 0 1  | 0 1  | 0 1
          """)
  void allFourRelationsAreToldInOneLine(
      String query, String next, String prev, String last, String first) {
    ingest(5);
    String limit = query.replaceFirst("&.*", "");
    String expected =
        String.join(
            ", ",
            link(limit, next, "next"),
            link(limit, prev, "prev"),
            link(limit, last, "last"),
            link(limit, first, "first"));
    assertEquals(expected, link("?" + query));
  }

  @Test
  void anEmptyListHasOnePage() {
    String limit = "limit=500";
    assertEquals(
        String.join(
            ", ",
            link(limit, "0 1", "next"),
            link(limit, "0 1", "prev"),
            link(limit, "0 1", "last"),
            link(limit, "0 1", "first")),
        link(""));
  }

  @Test
  void aLongListIsLinkedAsTheSampleShows() {
    ingest(1501);
    String url = "<https://api.sendgrid.com/v3/suppression/bounces?limit=500&offset=";
    String expected =
        url
            + "1500>; rel=\"next\"; title=\"4\", "
            + url
            + "500>; rel=\"prev\"; title=\"2\", "
            + url
            + "1500>; rel=\"last\"; title=\"4\", "
            + url
            + "0>; rel=\"first\"; title=\"1\"";
    String sent = link("?limit=500&offset=1000");
    assertEquals(expected, sent.replace(api.url(), "https://api.sendgrid.com"));
  }

  @ParameterizedTest
  @CsvSource({"Host: api.example.org, api.example.org", "Host: [::1]:8080, [::1]:8080"})
  void theHostIsTheOneThatWasAsked(String header, String host) {
    RawHttp.Answer answer = RawHttp.send(api, "GET", BOUNCES + "?limit=1", header);
    String first = "<http://" + host + BOUNCES + "?limit=1&offset=0>; rel=\"first\"; title=\"1\"";
    assertEquals(List.of(first), answer.header("Link").stream().map(this::first).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1\r\nConnection: close\r\nHost:"})
  void aRequestThatNamesNoHostGetsTheAddressItCameTo(String version) {
    String request =
        "GET %s %s\r\nAuthorization: Bearer %s\r\n\r\n".formatted(BOUNCES, version, api.key());
    String answer = RawHttp.talk(api, request);
    String line =
        answer.lines().filter(header -> header.startsWith("Link: ")).findFirst().orElse("");
    assertEquals(link(""), line.substring("Link: ".length()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # as sent                                   | as repeated, before the limit
          email=a                                     | email=a
          limit=500&email=a&offset=0&x=1              | email=a
          email=a&start_time=1&end_time=9             | start_time=1&end_time=9&email=a
          start_time=-1                               | start_time=-1
          start_time=5&start_time=1                   | start_time=1
          email=a%40x.org                             | email=a%40x.org
          email=a@x.org                               | email=a%40x.org
          email=%25x.org                              | email=%25x.org
          email=%2525x.org                            | email=%2525x.org
          email=%26limit%3D1%3E%3B                    | email=%26limit%3D1%3E%3B
          email=%C3%BC                                | email=%C3%BC
          email=%22%0D%0ALink:%20x                    | email=%22%0D%0ALink%3A+x
          email=a+b                                   | email=a+b
          email=                                      | email=
          """)
  void whatNarrowsTheListIsRepeatedInItsLinks(String query, String kept) {
    String first =
        "<" + api.url() + BOUNCES + "?" + kept + "&limit=500&offset=0>; rel=\"first\"; title=\"1\"";
    assertEquals(first, first(link("?" + query)));
  }

  @ParameterizedTest
  @CsvSource({
    "email=1, 1",
    "email=%25%40x, 5",
    "email=nobody, 1",
    "start_time=4, 2",
    "start_time=9, 1",
    "start_time=2&end_time=4&email=%25x.org, 3",
  })
  void onlyRowsThatMatchAreCounted(String query, int pages) {
    ingest(5);
    String last = link("?" + query + "&limit=1").split(", ")[2];
    assertEquals("title=\"" + pages + "\"", last.substring(last.indexOf("title")));
  }

  @Test
  void rowsTakenOffTheListAreNoLongerCounted() {
    ingest(5);
    api.delete(BOUNCES + "/1@x.org");
    api.delete(BOUNCES, "{\"emails\":[\"2@x.org\",\"nobody@x.org\"]}");
    api.ingest(BounceRow.at(3, "3@x.org").because("again", "5.1.1"));
    assertEquals(link("limit=1", "2 3", "last"), link("?limit=1").split(", ")[2]);
    api.delete(BOUNCES, "{\"delete_all\":true}");
    assertEquals(link("limit=1", "0 1", "last"), link("?limit=1").split(", ")[2]);
  }

  private void ingest(int rows) {
    api.ingest(
        IntStream.rangeClosed(1, rows)
            .mapToObj(i -> BounceRow.at(i, i + "@x.org"))
            .toArray(BounceRow[]::new));
  }

  private String link(String query) {
    return api.get(BOUNCES + query).headers().firstValue("Link").orElseThrow();
  }

  /** A link of its own, to an offset and with a title told as "4 3". */
  private String link(String limit, String offsetAndTitle, String rel) {
    String[] parts = offsetAndTitle.split(" ");
    return "<%s%s?%s&offset=%s>; rel=\"%s\"; title=\"%s\""
        .formatted(api.url(), BOUNCES, limit, parts[0], rel, parts[1]);
  }

  private String first(String header) {
    return header.split(", ")[3];
  }
}
