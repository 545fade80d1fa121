package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code DELETE /v3/suppression/bounces}: what is deleted (contract, 3.2 and chapter 9, rows 7 and
 * 11).
 */
class DeleteManyContractTest {
  private static final String ALL = "{\"delete_all\":true}";
  private static final int MEBIBYTE = 1 << 20;

  private final Api api = TestService.shared().account();

  @BeforeEach
  void ingestThree() {
    api.ingest(
        BounceRow.at(3, "email1@test.com"),
        BounceRow.at(2, "email2@test.com"),
        BounceRow.at(1, "email3@test.com"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # the documented requests
          {"delete_all":true}                                                       | none
          {"emails":["email1@test.com","email2@test.com"]}                          | 3
          {"delete_all":false,"emails":["email1@test.com","email2@test.com"]}       | 3
          # nothing said is nothing meant
          {"delete_all":true,"emails":[]}                                           | none
          {"delete_all":true,"emails":null}                                         | none
          {"delete_all":null,"emails":["email2@test.com"]}                          | 1 3
          {"emails":["email2@test.com"],"reason":"tidy","ids":[1,{}]}               | 1 3
          # an address is found whatever its case, and told twice is no error
          {"emails":["EMAIL1@Test.com"," email2@test.com "]}                        | 3
          {"emails":["email2@test.com","email2@test.com","Email2@test.com"]}        | 1 3
          # what is not on the list, or can be on none, is no error
          {"emails":["nobody@test.com"]}                                            | 1 2 3
          {"emails":["nobody@test.com","email3@test.com"]}                          | 1 2
          {"emails":["email%@test.com","email_@test.com","email"]}                  | 1 2 3
          {"emails":["","no address","a@b@c","email1@test.com\\u0000","\\ud800@x"]} | 1 2 3
          {"emails":["email1@test.com\\u0000","email2@test.com"]}                   | 1 3
          # blanks and escapes of JSON
           { "emails" : [ "\\u0065mail2\\u0040test.com" ] }\t                       | 1 3
          """)
  void aPlainRequestDeletesJustWhatItNames(String body, String left) {
    HttpResponse<String> response = api.delete(BOUNCES, body);
    assertEquals(204, response.statusCode());
    assertEquals("", response.body());
    assertEquals(addresses(left), api.emails(""));
  }

  @Test
  void aTrailingSlashMakesNoDifference() {
    assertEquals(204, api.delete(BOUNCES + "/", "{\"emails\":[\"email1@test.com\"]}").statusCode());
    assertEquals(addresses("2 3"), api.emails(""));
    assertEquals(204, api.delete(BOUNCES + "/", ALL).statusCode());
    assertEquals(List.of(), api.emails(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON ; x=y",
      })
  void jsonMayBeCalledJson(String contentType) {
    assertEquals(204, api.with("Content-Type", contentType).delete(BOUNCES, ALL).statusCode());
    assertEquals(List.of(), api.emails(""));
  }

  @Test
  void aBodyOfAMebibyteIsRead() {
    assertEquals(204, api.delete(BOUNCES, padded(MEBIBYTE)).statusCode());
    assertEquals(List.of(), api.emails(""));
  }

  @Test
  void asManyAddressesAsFitAreDeleted() {
    StringBuilder emails = new StringBuilder("{\"emails\":[\"email1@test.com\"");
    for (int i = 0; i < 40_000; i++) {
      emails.append(",\"nobody").append(i).append("@test.com\"");
    }
    String body = emails.append(",\"email3@test.com\"]}").toString();
    assertTrue(body.length() < MEBIBYTE);
    assertEquals(204, api.delete(BOUNCES, body).statusCode());
    assertEquals(addresses("2"), api.emails(""));
  }

  /** The request to delete all, with blanks up to a length. */
  private static String padded(int length) {
    return ALL + " ".repeat(length - ALL.length());
  }

  private static List<String> addresses(String numbers) {
    return numbers.equals("none")
        ? List.of()
        : List.of(numbers.split(" ")).stream().map(n -> "email" + n + "@test.com").toList();
  }
}
