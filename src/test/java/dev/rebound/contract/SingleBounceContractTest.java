package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v3/suppression/bounces/{email}} (contract, 3.3, 3.4 and chapter 9, rows 8 and 9). */
class SingleBounceContractTest {
  private static final String NOT_FOUND = ErrorBody.of("resource not found");

  private final Api api = TestService.shared().account();

  @Test
  void anAddressOnTheListIsAnArrayOfOne() {
    BounceRow row =
        BounceRow.at(1443651125, "testemail1@test.com")
            .because("550 5.1.1 <x>: User unknown in virtual alias table ", "5.1.1");
    api.ingest(row, BounceRow.at(1, "b@x.org"));
    HttpResponse<String> response = api.get(BOUNCES + "/testemail1@test.com");
    assertEquals(200, response.statusCode());
    assertEquals(BounceRow.array(row), response.body());
    assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
    assertEquals(List.of(), response.headers().allValues("Link"));
  }

  @Test
  void anAddressOffTheListIsAnEmptyArray() {
    HttpResponse<String> response = api.get(BOUNCES + "/nobody@x.org");
    assertEquals(200, response.statusCode());
    assertEquals("[]", response.body());
  }

  @Test
  void anAddressIsDeletedOnce() {
    api.ingest(BounceRow.at(2, "a@x.org"), BounceRow.at(1, "b@x.org"));
    HttpResponse<String> first = api.delete(BOUNCES + "/a@x.org");
    assertEquals(204, first.statusCode());
    assertEquals("", first.body());
    HttpResponse<String> second = api.delete(BOUNCES + "/a@x.org");
    assertEquals(404, second.statusCode());
    assertEquals(NOT_FOUND, second.body());
    assertEquals(58, second.body().length());
    assertEquals(List.of("b@x.org"), api.emails(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a@x.or",
        "a@x.orgg",
        "%25",
        "%25%25",
        "a%25",
        "%25@x.org",
        "_@x.org",
        "%5F@x.org",
        "a%2540x.org",
        "a@x.org/",
        "a@x.org%00",
        "a@@x.org",
        "no%20address",
        "%7Bemail%7D",
      })
  void nothingButTheWholeAddressFindsIt(String path) {
    api.ingest(BounceRow.at(1, "a@x.org"));
    assertEquals("[]", api.get(BOUNCES + "/" + path).body());
    HttpResponse<String> response = api.delete(BOUNCES + "/" + path);
    assertEquals(404, response.statusCode());
    assertEquals(NOT_FOUND, response.body());
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user+tag@example.com         | user+tag@example.com
          user%2Btag%40example.com     | user+tag@example.com
          user%2btag%40example.com     | user+tag@example.com
          USER+Tag@Example.COM         | user+tag@example.com
          %75%73%65%72@x.org           | user@x.org
          sales/emea@x.org             | sales/emea@x.org
          sales%2Femea@x.org           | sales/emea@x.org
          /x@x.org                     | /x@x.org
          ../x@x.org                   | ../x@x.org
          a/./b//c@x.org               | a/./b//c@x.org
          what%3F@x.org                | what?@x.org
          %23@x.org                    | #@x.org
          100%@x.org                   | 100%@x.org
          100%25@x.org                 | 100%@x.org
          a%zz@x.org                   | a%zz@x.org
          a@x.org%                     | a@x.org%
          a@x.org%4                    | a@x.org%4
          %2540@x.org                  | %40@x.org
          %25@x.org                    | %@x.org
          %C3%BCnal@x.org              | ünal@x.org
          %c3%9cnal@x.org              | ünal@x.org
          ünal@x.org                   | ünal@x.org
          %F0%9F%98%80@x.org           | 😀@x.org
          o'brien!$&*=;,:@x.org        | o'brien!$&*=;,:@x.org
          %20a@x.org%20                | a@x.org
          {email}@x.org                | {email}@x.org
          classifications@x.org        | classifications@x.org
          """)
  void anAddressMayBeWrittenInManyWays(String path, String email) {
    BounceRow row = BounceRow.at(2, email);
    api.ingest(row, BounceRow.at(1, "other@x.org"));
    assertEquals(BounceRow.array(row), RawHttp.send(api, "GET", BOUNCES + "/" + path).body());
    assertEquals(204, RawHttp.send(api, "DELETE", BOUNCES + "/" + path).status());
    assertEquals(List.of("other@x.org"), api.emails(""));
  }

  @Test
  void thePlaceholderOfTheDocumentsIsAnUnknownAddress() {
    assertEquals("[]", RawHttp.send(api, "GET", BOUNCES + "/{email}").body());
    assertEquals(404, RawHttp.send(api, "DELETE", BOUNCES + "/{email}").status());
  }

  @Test
  void anAddressOfTheGreatestLengthIsFoundFullyEncoded() {
    String email = "\ud83d\ude00".repeat(64) + "@" + "a".repeat(251) + ".org";
    api.ingest(BounceRow.at(1, email));
    String path = BOUNCES + "/" + "%F0%9F%98%80".repeat(64) + "%40" + "%61".repeat(251) + ".org";
    assertEquals(BounceRow.array(BounceRow.at(1, email)), api.get(path).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{}", "{\"delete_all\":true}", "{\"emails\":[\"b@x.org\"]}", "[", "x"})
  void aBodyIsIgnored(String body) {
    api.ingest(BounceRow.at(2, "a@x.org"), BounceRow.at(1, "b@x.org"));
    assertEquals(204, api.delete(BOUNCES + "/a@x.org", body).statusCode());
    assertEquals(List.of("b@x.org"), api.emails(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"email_address=b@x.org", "email=b@x.org", "limit=ten", "x=%2", ""})
  void aQueryIsIgnored(String query) {
    api.ingest(BounceRow.at(2, "a@x.org"), BounceRow.at(1, "b@x.org"));
    String target = BOUNCES + "/a@x.org?" + query;
    assertEquals(
        BounceRow.array(BounceRow.at(2, "a@x.org")), RawHttp.send(api, "GET", target).body());
    assertEquals(204, RawHttp.send(api, "DELETE", target).status());
    assertEquals(List.of("b@x.org"), api.emails(""));
  }

  @Test
  void headAnswersWithTheHeadersOfGetAndNoBody() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    String id = "X-Request-Id: the-same";
    RawHttp.Answer head = RawHttp.send(api, "HEAD", BOUNCES + "/a@x.org", id);
    assertEquals("", head.body());
    assertEquals(RawHttp.send(api, "GET", BOUNCES + "/a@x.org", id).headers(), head.headers());
  }
}
