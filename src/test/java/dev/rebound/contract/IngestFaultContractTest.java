package dev.rebound.contract;

import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /rebound/v1/bounces}: rows that are wrong are told, the others are kept. */
class IngestFaultContractTest {
  private static final String FIRST = BounceRow.at(2, "first@x.org").json();
  private static final String LAST = BounceRow.at(1, "last@x.org").json();

  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                    | "email"  | is required
          {"email":null}                        | "email"  | is required
          {"email":7}                           | "email"  | must be a string
          {"email":"nobody"}                    | "email"  | must be an email address of at most 320 characters
          {"email":"a\\u0000@x.org"}            | "email"  | must be an email address of at most 320 characters
          {"email":"a\\ud800@x.org"}            | "email"  | must be an email address of at most 320 characters
          {"email":"a@x.org","created":"now"}   | "created"| must be Unix seconds from 0 to 253402300799
          {"email":"a@x.org","created":-1}      | "created"| must be Unix seconds from 0 to 253402300799
          {"email":"a@x.org","created":1e9}     | "created"| must be Unix seconds from 0 to 253402300799
          {"email":"a@x.org","type":"dropped"}  | "type"   | must be bounce or blocked
          {"email":"a@x.org","reason":550}      | "reason" | must be a string
          {"email":"a@x.org","status":511}      | "status" | must be a string of at most 64 characters
          {"email":"a@x.org","classification":1}| "classification" | must be one of SendGrid's seven classes
          null                                  | null     | must be an object
          "a@x.org"                             | null     | must be an object
          [1]                                   | null     | must be an object
          {"email":"a@x.org",}                  | null     | not valid JSON
          {'email':'a@x.org'}                   | null     | not valid JSON
          {"email":"a@x.org","email":"a@x.org"} | null     | has a name twice
          {"email":"a@x.org","x":{"y":1,"y":2}} | null     | has a name twice
          """)
  void aWrongRowIsToldByItsPlaceAndTheOthersAreKept(String row, String field, String message) {
    HttpResponse<String> response = api.post(INGEST, "[" + FIRST + "," + row + "," + LAST + "]");
    assertEquals(200, response.statusCode());
    assertEquals(told(2, rejected(1, field, message)), response.body());
    assertEquals("[" + FIRST + "," + LAST + "]", api.list());
  }

  @Test
  void everyWrongRowOfABodyIsTold() {
    String body = "{}\nx\n" + FIRST + "\n\n{\"email\":\"\"}\n" + LAST + "\n[";
    String all =
        String.join(
            ",",
            rejected(0, "\"email\"", "is required"),
            rejected(1, "null", "not valid JSON"),
            rejected(3, "\"email\"", "must be an email address of at most 320 characters"),
            rejected(5, "null", "must be an object"));
    Api sender = api.with("Content-Type", "application/x-ndjson");
    assertEquals(told(2, all), sender.post(INGEST, body).body());
  }

  @Test
  void bytesThatAreNotUtf8SpoilTheirRowOnly() {
    byte[] body =
        ("[" + FIRST + ",{\"email\":\"a@x.org\",\"reason\":\"\u00fcber\"}," + LAST + "]")
            .getBytes(StandardCharsets.ISO_8859_1);
    HttpResponse<String> response = api.send("POST", INGEST, BodyPublishers.ofByteArray(body));
    assertEquals(told(2, rejected(1, "null", "not valid UTF-8")), response.body());
    assertEquals(List.of("first@x.org", "last@x.org"), api.emails(""));
  }

  @Test
  void whatCannotBeStoredInAReasonIsReplaced() {
    api.ingest(
        "{\"email\":\"a@x.org\",\"created\":1,\"reason\":\"a\\u0000b\\ud800c\\udc00\",\"status\":\"\\u0000\"}");
    assertEquals(
        BounceRow.array(BounceRow.at(1, "a@x.org").because("a\ufffdb\ufffdc\ufffd", "\ufffd")),
        api.list());
  }

  @ParameterizedTest
  @CsvSource({
    "x, 8193, 8192",
    "\u00fc, 4097, 4096",
    "\u20ac, 2731, 2730",
    "\ud83d\ude00, 2049, 2048"
  })
  void aReasonIsCutAtACharacter(String character, int told, int kept) {
    BounceRow row = BounceRow.at(1, "a@x.org");
    api.ingest(row.because(character.repeat(told), ""));
    assertTrue(BounceRow.array(row.because(character.repeat(kept), "")).equals(api.list()));
  }

  @Test
  void anAddressHasThreeHundredAndTwentyCharactersAtMost() {
    String longest = "a".repeat(64) + "@" + "b".repeat(251) + ".org";
    api.ingest(BounceRow.at(1, longest));
    assertEquals(List.of(longest), api.emails(""));
    assertEquals(
        BounceRow.array(BounceRow.at(1, longest)), api.get(Api.BOUNCES + "/" + longest).body());
    String message = "must be an email address of at most 320 characters";
    HttpResponse<String> response = api.post(INGEST, BounceRow.at(1, "a" + longest).json());
    assertEquals(told(0, rejected(0, "\"email\"", message)), response.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~            | 0 | Request body is not valid json
          ~ ~           | 0 | Request body is not valid json
          x             | 0 | The input is neither a JSON object nor an array of them
          "a@x.org"     | 0 | The input is neither a JSON object nor an array of them
          null          | 0 | The input is neither a JSON object nor an array of them
          {             | 0 | The JSON object is not closed
          [             | 0 | The array is not closed
          [A            | 1 | The array is not closed
          [A,           | 1 | The array is not closed
          [A,{"email":  | 1 | The array is not closed
          [A,]          | 1 | There is a comma too many in the array
          [,A]          | 0 | There is a comma too many in the array
          [A A]         | 1 | There is no comma between two elements of the array
          [A]A          | 1 | There is text after the end of the JSON
          A A           | 1 | There is text after the end of the JSON
          """)
  void aBodyThatBreaksOffKeepsTheRowsBefore(String body, int added, String message) {
    HttpResponse<String> response = api.post(INGEST, body.replace("A", FIRST));
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":null,\"message\":\""
            + message
            + "\"}],"
            + told(added, "").substring(1),
        response.body());
    assertEquals(added == 1 ? List.of("first@x.org") : List.of(), api.emails(""));
  }

  @Test
  void aFaultAtTheEndOfALongBodyIsToldWithWhatWasKept() {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < 3000; i++) {
      body.append(BounceRow.at(i, i + "@x.org").json()).append(i < 2999 ? "," : " oops");
    }
    HttpResponse<String> response = api.post(INGEST, body.append("]").toString());
    assertEquals(400, response.statusCode());
    assertEquals(3000, new JsonObject(response.body()).getLong("added"));
  }

  @Test
  void anAnswerNamesAThousandWrongRowsAndCountsTheRest() {
    HttpResponse<String> response = api.post(INGEST, "{}\n".repeat(1500) + FIRST);
    assertEquals(200, response.statusCode());
    JsonObject told = new JsonObject(response.body());
    assertEquals(1, told.getLong("added"));
    assertEquals(1000, told.getJsonArray("rejected").size());
    assertEquals(999, told.getJsonArray("rejected").getJsonObject(999).getLong("index"));
    assertEquals(500, told.getLong("rejected_not_shown"));
  }

  private static String told(int added, String rejected) {
    return "{\"added\":"
        + added
        + ",\"updated\":0,\"duplicates\":0,\"rejected\":["
        + rejected
        + "]}";
  }

  private static String rejected(int index, String field, String message) {
    return "{\"index\":" + index + ",\"field\":" + field + ",\"message\":\"" + message + "\"}";
  }
}
