package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code DELETE /v3/suppression/bounces}: what is refused, and deletes nothing (contract, 3.2 and
 * chapter 9, rows 5 to 7 and 11).
 */
class DeleteManyRefusalContractTest {
  private static final String ALL = "{\"delete_all\":true}";
  private static final String BOTH = "must not be true when emails are given";
  private static final String NEITHER = "must name an address unless delete_all is true";
  private static final String NO_BOOLEAN = "must be a boolean";
  private static final String NO_ARRAY = "must be an array of strings";
  private static final String NOT_JSON = ErrorBody.of("Request body is not valid json");
  private static final int MEBIBYTE = 1 << 20;

  private final Api api = TestService.shared().account();

  @BeforeEach
  void ingestTwo() {
    api.ingest(BounceRow.at(2, "email1@test.com"), BounceRow.at(1, "email2@test.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // As the samples of all official libraries have it.
        "{\"delete_all\": true, \"emails\": [\"email1@test.com\",\"email2@test.com\"]}",
        "{\"delete_all\":true,\"emails\":[\"nobody@test.com\"]}",
        "{\"delete_all\":true,\"emails\":[\"\"]}",
      })
  void bothAtOnceAreRefused(String body) {
    assertRefused(400, ErrorBody.ofField("delete_all", BOTH), api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"delete_all\":false}",
        "{\"delete_all\":null}",
        "{\"emails\":[]}",
        "{\"emails\":null}",
        "{\"delete_all\":false,\"emails\":[]}",
        "{\"DELETE_ALL\":true}",
        "{\"email\":\"email1@test.com\"}",
      })
  void neitherIsRefused(String body) {
    assertRefused(400, ErrorBody.ofField("emails", NEITHER), api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"delete_all\":\"true\"}",
        "{\"delete_all\":1}",
        "{\"delete_all\":[true]}",
        "{\"delete_all\":1e999,\"emails\":[\"email1@test.com\"]}",
      })
  void deleteAllIsABoolean(String body) {
    assertRefused(400, ErrorBody.ofField("delete_all", NO_BOOLEAN), api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"emails\":\"email1@test.com\"}",
        "{\"emails\":{\"0\":\"email1@test.com\"}}",
        "{\"emails\":[\"email1@test.com\",1]}",
        "{\"emails\":[\"email1@test.com\",null]}",
        "{\"emails\":[[\"email1@test.com\"]]}",
        "{\"emails\":true,\"delete_all\":true}",
      })
  void emailsIsAnArrayOfStrings(String body) {
    assertRefused(400, ErrorBody.ofField("emails", NO_ARRAY), api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "\"delete_all\"",
        "1",
        "[]",
        "[\"email1@test.com\"]",
        "[{\"delete_all\":true}]",
        "{",
        "{\"delete_all\":true",
        "{\"delete_all\":true}}",
        "{\"delete_all\":true}{\"delete_all\":true}",
        "{\"delete_all\":true} x",
        "{'delete_all':true}",
        "{delete_all:true}",
        "{\"emails\":[\"email1@test.com\",]}",
        "{\"emails\":[\"email1@test.com\" \"email2@test.com\"]}",
        "delete_all=true",
      })
  void whatIsNoJsonObjectIsRefused(String body) {
    assertRefused(400, NOT_JSON, api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"emails\":[\"a@x.org\"],\"delete_all\":true,\"emails\":[]}",
        "{\"delete_all\":false,\"delete_all\":true}",
        "{\"delete_all\":true,\"delete_all\":true}",
        "{\"delete_all\":true,\"x\":{\"y\":1,\"y\":1}}",
      })
  void aNameThatIsGivenTwiceIsRefused(String body) {
    assertRefused(400, NOT_JSON, api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @CsvSource({
    "?email=email1@test.com, email",
    "?emails[]=email1@test.com, emails",
    "?emails%5B0%5D=email1@test.com, emails",
    "/?x=1&start_time=5&start_time=, start_time",
    "?end_date=2026-01-01, end_date",
    "?type=soft, type",
    "?limit=1, limit",
    "?Start_Time=5, start_time",
    "?startTime=5, start_time",
    "?after=x, after",
    "?delete_all=false, delete_all",
  })
  void aConditionInTheQueryIsRefusedWhereItWouldNarrowNothing(String query, String field) {
    String error = ErrorBody.ofField(field, "does not narrow a deletion");
    assertRefused(400, error, api.delete(BOUNCES + query, ALL));
    assertRefused(400, error, api.delete(BOUNCES + query, "{\"emails\":[\"email1@test.com\"]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"email\":\"email1@test.com\"', email",
    "'\"emails[]\":[\"email1@test.com\"]', emails",
    "'\"start_time\":5', start_time",
    "'\"Emails\":[\"email1@test.com\"]', emails",
    "'\"classification\":\"Content\"', classification",
    "'\"after\":\"x\"', after",
    "'\"DELETE_ALL\":false', delete_all",
    "'\"emails.0\":\"email1@test.com\"', emails",
    "'\"[emails]\":[\"email1@test.com\"]', emails",
    "'\"emails\\u0000\":[\"email1@test.com\"]', emails",
  })
  void aConditionInTheBodyIsRefusedToo(String member, String field) {
    String body = "{\"delete_all\":true," + member + "}";
    assertRefused(
        400, ErrorBody.ofField(field, "does not narrow a deletion"), api.delete(BOUNCES, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/* */{\"delete_all\":true}", "{\"delete_all\"://\ntrue}"})
  void jsonHasNoComments(String body) {
    assertRefused(400, NOT_JSON, api.delete(BOUNCES, body));
  }

  // U+00C1 and U+00A1 are an overlong form of the letter a, U+00ED to U+0080 half a character.
  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "\u00c1\u00a1", "\u00ed\u00a0\u0080"})
  void bytesThatAreNotUtf8AreRefused(String bytes) {
    String body = "{\"emails\":[\"email1@test.com\",\"" + bytes + "\"]}";
    assertNotJson(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void anotherEncodingIsRefused(String charset) {
    assertNotJson(ALL.getBytes(Charset.forName(charset)));
  }

  private void assertNotJson(byte[] body) {
    assertRefused(400, NOT_JSON, api.send("DELETE", BOUNCES, BodyPublishers.ofByteArray(body)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aBottomlessBodyIsRefused(String nest) {
    assertRefused(400, NOT_JSON, api.delete(BOUNCES, "{\"x\":" + nest.repeat(150_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {BOUNCES, BOUNCES + "/", BOUNCES + "?delete_all=true", BOUNCES + "/?emails=a"})
  void withoutABodyNothingIsDeleted(String path) {
    assertRefused(400, NOT_JSON, api.delete(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "application/vnd.api+json",
        "text/json",
        "*/*",
        "json",
      })
  void jsonMayNotBeCalledAnythingElse(String contentType) {
    assertRefused(
        415,
        ErrorBody.of("Content-Type should be application/json."),
        api.with("Content-Type", contentType).delete(BOUNCES, ALL));
  }

  @ParameterizedTest
  @ValueSource(ints = {MEBIBYTE + 1, 3 * MEBIBYTE})
  void aLongerBodyIsRefusedWhetherItsLengthIsToldOrNot(int length) {
    String error = ErrorBody.of("request entity too large");
    assertRefused(413, error, api.delete(BOUNCES, padded(length)));
    byte[] body = padded(length).getBytes(StandardCharsets.US_ASCII);
    assertRefused(
        413,
        error,
        api.send(
            "DELETE", BOUNCES, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  private void assertRefused(int status, String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(status, response.statusCode());
    assertEquals(List.of("email1@test.com", "email2@test.com"), api.emails(""));
  }

  /** The request to delete all, with blanks up to a length. */
  private static String padded(int length) {
    return ALL + " ".repeat(length - ALL.length());
  }
}
