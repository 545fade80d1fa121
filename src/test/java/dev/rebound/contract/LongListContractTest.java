package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list that is too long for every filter's matches to be counted. */
class LongListContractTest {
  private static final int ROWS = 12_600;
  private static final Pattern LINK = Pattern.compile("offset=(\\d+)>; rel=\"(\\w+)\"");

  private static final Api API = TestService.shared().account();

  /** One a minute, the newest first called 12600@x.org. */
  @BeforeAll
  static void fill() {
    for (int from = 0; from < ROWS; from += 2100) {
      API.ingest(
          IntStream.rangeClosed(from + 1, from + 2100)
              .mapToObj(i -> BounceRow.at(i * 60L, i + "@x.org"))
              .toArray(BounceRow[]::new));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # all are counted by day
          ''                                 | next 500, prev 0, last 12500, first 0
          offset=12000                       | next 12500, prev 11500, last 12500, first 0
          start_time=60&end_time=754000      | next 500, prev 0, last 12500, first 0
          start_time=6000&end_time=600000    | next 500, prev 0, last 9500, first 0
          # more match than are counted
          email=%25x.org                      | next 500, prev 0, first 0
          email=%25x.org&offset=500           | next 1000, prev 0, first 0
          email=%25x.org&offset=9900          | next 10400, prev 9400, first 0
          email=%25x.org&offset=11000         | next 11500, prev 10500, first 0
          email=%25x%25org                   | next 500, prev 0, first 0
          # the last page, which knows that it is the last; and past the end
          email=%25x.org&offset=12500         | next 12500, prev 12000, last 12500, first 0
          email=%25x.org&offset=12600         | next 12600, prev 12100, first 0
          email=%25g&offset=12500            | next 12500, prev 12000, last 12500, first 0
          # no index finds these, so that all rows are looked at
          email=%25%40x                      | next 500, prev 0, last 12500, first 0
          # few match, wherever they are
          email=7@                           | next 0, prev 0, last 0, first 0
          email=12                           | next 500, prev 0, last 500, first 0
          email=1%25@x&offset=500            | next 1000, prev 0, last 3500, first 0
          email=%2511@x                      | next 0, prev 0, last 0, first 0
          email=%25nobody                    | next 0, prev 0, last 0, first 0
          email=%25qq                        | next 0, prev 0, last 0, first 0
          # in a range that is short enough to be looked at
          email=%25x&start_time=300000&end_time=400000 | next 500, prev 0, last 1500, first 0
          """)
  void theLastPageIsToldWhereTheMatchesAreCounted(String query, String links) {
    String header = API.get(BOUNCES + "?" + query).headers().firstValue("Link").orElseThrow();
    assertEquals(
        links,
        LINK.matcher(header)
            .results()
            .map(LongListContractTest::link)
            .collect(Collectors.joining(", ")));
  }

  private static String link(MatchResult link) {
    return link.group(2) + " " + link.group(1);
  }

  @ParameterizedTest
  @CsvSource({
    "offset=6300&limit=2, 6300 6299",
    "offset=12599&limit=2, 1",
    "end_time=600030&offset=5000&limit=2, 5000 4999",
    "email=7@, 7",
    "email=%2511@x&limit=3, 12511 12411 12311",
    "email=%25@x&offset=12000&limit=2, 600 599",
    "email=1%25@x&offset=3710&limit=3, 10 1",
  })
  void aPageDeepDownIsTheRightOne(String query, String numbers) {
    List<String> emails = API.emails("?" + query);
    assertEquals(
        numbers,
        emails.stream().map(email -> email.split("@")[0]).collect(Collectors.joining(" ")));
  }
}
