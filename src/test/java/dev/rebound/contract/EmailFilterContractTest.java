package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code email} parameter of the list (contract, 3.1.2). */
class EmailFilterContractTest {
  @AutoClose
  private static final TestService ENCODED_ONCE =
      TestService.start(Map.of("REBOUND_V3_DOUBLE_ENCODED_WILDCARD", "false"));

  private static final String[] ADDRESSES = {
    "salesdepartment@example.com",
    "sales@example.com",
    "post.sales@example.com",
    "marketing@example.com",
    "supermarket.fruit@street.org",
    "market@tree.org",
    "tree@market.org",
    "a_b@x.org",
    "axb@x.org",
    "c\\d@x.org",
    "c+d@x.org",
    "100%25@x.org",
    "100%@x.org",
    "\u00fcnal@x.org",
    "it's@x.org",
  };

  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # the documented samples
          sales               | salesdepartment@example.com sales@example.com
          %25market           | marketing@example.com supermarket.fruit@street.org market@tree.org tree@market.org
          %25market%25tree    | supermarket.fruit@street.org market@tree.org
          sales%40example.com | sales@example.com
          # encoded twice, as most official clients send them
          %2525sales          | salesdepartment@example.com sales@example.com post.sales@example.com
          %2525market%2525tree| supermarket.fruit@street.org market@tree.org
          %2525market%25tree  | supermarket.fruit@street.org market@tree.org
          # a wildcard in the middle, at the end, alone, repeated
          s%25@street         | supermarket.fruit@street.org
          sales%25%25@ex      | salesdepartment@example.com sales@example.com
          sales%25            | salesdepartment@example.com sales@example.com
          %25%25sales%25      | salesdepartment@example.com sales@example.com post.sales@example.com
          # short ones: no least length
          a                   | a_b@x.org axb@x.org
          %25%2B              | c+d@x.org
          # what LIKE would take for more than itself
          a_                  | a_b@x.org
          %25a_b              | a_b@x.org
          c%5C                | c\\d@x.org
          %25%5Cd             | c\\d@x.org
          it's                | it's@x.org
          # no case
          SALES@Example       | sales@example.com
          %25MARKET.ORG       | tree@market.org
          %C3%9CNAL           | \u00fcnal@x.org
          # a plus that nobody encoded, and one that somebody did
          c+d                 | c+d@x.org
          c%2Bd               | c+d@x.org
          c%20d               | c+d@x.org
          # found nowhere
          nobody              | NONE
          ales                | NONE
          sales@example.comm  | NONE
          %FF                 | NONE
          """)
  void anAddressMatchesFromItsStart(String email, String expected) {
    ingest(api);
    assertEquals(known(expected), found(api, email));
  }

  @ParameterizedTest
  @CsvSource({"%2525sales, NONE", "100%2525, 100%25@x.org", "100%25, 100%25@x.org 100%@x.org"})
  void aSwitchTakesAPercentSignThatWasEncodedTwiceAtItsWord(String email, String expected) {
    Api once = ENCODED_ONCE.account();
    ingest(once);
    assertEquals(known(expected), found(once, email));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%25", "%25%25", "%2525"})
  void anEmptyFilterOrWildcardsAloneFilterNothing(String email) {
    ingest(api);
    assertEquals(List.of(ADDRESSES), found(api, email));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%00", "%25%00b"})
  void aZeroCharacterIsRefused(String email) {
    HttpResponse<String> response = api.get(BOUNCES + "?email=" + email);
    assertEquals(400, response.statusCode());
    assertEquals(ErrorBody.ofField("email", "must not contain U+0000"), response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "email=%25sales&start_time=14, salesdepartment@example.com sales@example.com",
    "email=%25sales&end_time=14, sales@example.com post.sales@example.com",
    "email=sales&start_time=15&end_time=15, salesdepartment@example.com",
    "email=s%25.com&start_time=14&end_time=14, sales@example.com",
    "email=%25sales&limit=1&offset=1, sales@example.com",
    "email=sales&limit=1&offset=1, sales@example.com",
    "email=%25s%25.com&limit=2&offset=1, sales@example.com post.sales@example.com",
    "email=sales&start_time=16, NONE",
  })
  void aFilterNarrowsARangeAndAPage(String query, String expected) {
    ingest(api);
    assertEquals(known(expected), api.emails("?" + query));
  }

  @Test
  void aVeryLongFilterFindsNothing() {
    ingest(api);
    assertEquals(List.of(), found(api, "a".repeat(4000)));
    assertEquals(List.of(), found(api, "%25a".repeat(300)));
    assertEquals(List.of(), found(api, "%F4%8F%BF%BF".repeat(330)));
  }

  private static List<String> known(String expected) {
    return expected.equals("NONE") ? List.of() : List.of(expected.split(" "));
  }

  private static List<String> found(Api api, String email) {
    return api.emails("?email=" + email);
  }

  private static void ingest(Api api) {
    // The last of the addresses is the oldest, so that they are listed as they stand.
    api.ingest(
        IntStream.range(0, ADDRESSES.length)
            .mapToObj(i -> BounceRow.at(ADDRESSES.length - i, ADDRESSES[i]))
            .toArray(BounceRow[]::new));
  }
}
