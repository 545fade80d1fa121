package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/lookup}: which of these addresses are on the list? */
class LookupContractTest {
  private static final String LOOKUP = "/rebound/v1/lookup";
  private static final String WRONG =
      ErrorBody.ofField("emails", "must be an array of 1 to 10000 strings");
  private static final BounceRow ANN =
      BounceRow.at(1443651125, "ann@x.org")
          .because("550 5.1.1 <x>: \u00fcber \"unknown\" ", "5.1.1");
  private static final BounceRow EVE = BounceRow.at(1, "eve@x.org");
  private static final int MOST = 10_000;
  private static final int EIGHT_MEBIBYTES = 1 << 23;

  private final TestService service = TestService.shared();
  private final Api api = service.account();

  @Test
  void rowsOnTheListComeInTheOrderOfTheirFirstMentionEachOnce() {
    api.ingest(ANN, EVE, BounceRow.at(2, "other@x.org"));
    HttpResponse<String> response =
        look("eve@x.org", "nobody@x.org", " Ann@X.org ", "EVE@x.org", "ann@x.org");
    assertEquals(200, response.statusCode());
    assertEquals(BounceRow.array(EVE, ANN), response.body());
    assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
    assertEquals(List.of("*"), response.headers().allValues("Access-Control-Allow-Origin"));
    assertEquals(List.of(), response.headers().allValues("Link"));
  }

  @Test
  void whatIsNoAddressIsSimplyNotOnTheList() {
    api.ingest(ANN);
    assertEquals("[]", look("nobody@x.org").body());
    assertEquals("[]", look("", "%", "ann", "a@b@c", "a\u0000@x.org", "ann@x.org/").body());
    assertEquals(BounceRow.array(ANN), look("%", "ann@x.org").body());
  }

  @Test
  void anotherAccountsListIsNotLookedInto() {
    service.account().ingest(ANN);
    assertEquals("[]", look("ann@x.org").body());
  }

  @Test
  void tenThousandAddressesAreAnsweredInTheirOrder() {
    List<BounceRow> rows =
        new ArrayList<>(
            IntStream.range(0, MOST / 2)
                .mapToObj(i -> BounceRow.at(i, "user" + i + "@x.org").because("550 no", "5.1.1"))
                .toList());
    api.ingest(BounceRow.array(rows.toArray(BounceRow[]::new)));
    Random random = new Random(7);
    Collections.shuffle(rows, random);
    List<String> emails = new ArrayList<>(rows.stream().map(BounceRow::email).toList());
    IntStream.range(0, MOST / 2)
        .forEach(i -> emails.add(random.nextInt(emails.size()), "nobody" + i + "@x.org"));
    HttpResponse<String> response = look(emails.toArray(String[]::new));
    assertEquals(BounceRow.array(rows.toArray(BounceRow[]::new)), response.body());
  }

  // A part without any row, at the start, between others and at the end.
  @Test
  void aRowIsFoundWhereverItIsAmongManyThatAreNot() {
    api.ingest(ANN, EVE);
    String[] emails = new String[MOST];
    IntStream.range(0, MOST).forEach(i -> emails[i] = "nobody" + i + "@x.org");
    assertEquals("[]", look(emails).body());
    emails[4321] = "eve@x.org";
    assertEquals(BounceRow.array(EVE), look(emails).body());
    emails[8765] = "ann@x.org";
    assertEquals(BounceRow.array(EVE, ANN), look(emails).body());
    emails[0] = "ann@x.org";
    emails[MOST - 1] = "eve@x.org";
    assertEquals(BounceRow.array(ANN, EVE), look(emails).body());
  }

  @Test
  void oneMoreThanTenThousandStringsIsRefused() {
    String[] emails = new String[MOST + 1];
    Arrays.fill(emails, "ann@x.org");
    assertRefused(400, WRONG, look(emails));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"emails\":[]}", "{\"emails\":\"ann@x.org\"}", "{\"emails\":[7]}"})
  void emailsIsAnArrayOfStrings(String body) {
    assertRefused(400, WRONG, api.post(LOOKUP, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[\"ann@x.org\"]", "{\"emails\":[\"ann@x.org\"", "emails=ann@x.org"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertRefused(400, ErrorBody.of("Request body is not valid json"), api.post(LOOKUP, body));
  }

  @Test
  void anotherTypeThanJsonIsRefused() {
    assertRefused(
        415,
        ErrorBody.of("Content-Type should be application/json."),
        api.with("Content-Type", "text/plain").post(LOOKUP, body("ann@x.org")));
  }

  @Test
  void aBodyMayBeEightMebibytesLong() {
    api.ingest(ANN);
    assertEquals(BounceRow.array(ANN), api.post(LOOKUP, padded(EIGHT_MEBIBYTES)).body());
  }

  @Test
  void aLongerBodyIsRefusedWhetherItsLengthIsToldOrNot() {
    String error = ErrorBody.of("request entity too large");
    assertRefused(413, error, api.post(LOOKUP, padded(EIGHT_MEBIBYTES + 1)));
    byte[] body = padded(EIGHT_MEBIBYTES + 1).getBytes(StandardCharsets.US_ASCII);
    assertRefused(
        413,
        error,
        api.send(
            "POST", LOOKUP, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  @Test
  void onlyPostIsAllowed() {
    HttpResponse<String> response = api.get(LOOKUP);
    assertEquals(405, response.statusCode());
    assertEquals(List.of("POST, OPTIONS"), response.headers().allValues("Allow"));
  }

  private HttpResponse<String> look(String... emails) {
    return api.post(LOOKUP, body(emails));
  }

  private static String body(String... emails) {
    return new JsonObject().put("emails", new JsonArray(List.of(emails))).encode();
  }

  /** A request for one address, with blanks up to a length. */
  private static String padded(int length) {
    String body = body("ann@x.org");
    return body + " ".repeat(length - body.length());
  }

  private static void assertRefused(int status, String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(status, response.statusCode());
  }
}
