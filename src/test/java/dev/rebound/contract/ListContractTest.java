package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v3/suppression/bounces}: the rows and their order (contract, 3.1.1 and 2.8). */
class ListContractTest {
  private final Api api = TestService.shared().account();

  @Test
  void theDocumentedSampleComesBackByteForByte() {
    String sample =
        "[{\"created\":1443651125,\"email\":\"testemail1@test.com\",\"reason\":\"550 5.1.1 The email account that you"
            + " tried to reach does not exist. Please try double-checking the recipient's email address for typos or"
            + " unnecessary spaces. Learn more at  https://support.google.com/mail/answer/6596"
            + " o186si2389584ioe.63 - gsmtp \",\"status\":\"5.1.1\"},{\"created\":1433800303,"
            + "\"email\":\"testemail2@testing.com\",\"reason\":\"550 5.1.1 <testemail2@testing.com>: Recipient"
            + " address rejected: User unknown in virtual alias table \",\"status\":\"5.1.1\"}]";
    api.ingest(sample);
    assertEquals(sample, api.list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"created\":1621439283,\"email\":\"a@zazmic_com\",\"reason\":\"Invalid Domain\",\"status\":\"\"}]",
        "[{\"created\":1487173664,\"email\":\"a@x.org\",\"reason\":\"550 No Such User Here \",\"status\":\"550\"}]",
        "[{\"created\":1487173664,\"email\":\"a@x.org\",\"reason\":\"\",\"status\":\"\"}]",
      })
  void rowsSeenOnTheLiveServiceComeBackByteForByte(String seen) {
    api.ingest(seen);
    assertEquals(seen, api.list());
  }

  @Test
  void anEmptyListIsAnEmptyArray() {
    HttpResponse<String> response = api.get(BOUNCES);
    assertEquals(200, response.statusCode());
    assertEquals("[]", response.body());
  }

  @Test
  void aReasonIsKeptToTheLastBlankAndNothingIsEscapedThatNeedNotBe() {
    String reason =
        " \t<a href='/'>&amp;</a>  \\u00fc \u00fc \u20ac \ud83d\ude00 \u2028\u007f\ufffd ";
    api.ingest(BounceRow.at(7, "a@x.org").because(reason, " 5 "));
    assertEquals(
        "[{\"created\":7,\"email\":\"a@x.org\",\"reason\":\""
            + reason.replace("\\", "\\\\").replace("\t", "\\t")
            + "\",\"status\":\" 5 \"}]",
        api.list());
  }

  @Test
  void aCharacterOfFourBytesIsRawWhereverItStands() {
    // Writers cut long texts into pieces, and some cut such a character in two.
    String smiles = "\ud83d\ude00".repeat(1500);
    BounceRow odd = BounceRow.at(2, "odd@x.org").because("5" + smiles, "");
    BounceRow even = BounceRow.at(1, "even@x.org").because(smiles, "");
    api.ingest(odd, even);
    // Not assertEquals, whose message would be as long.
    assertTrue(BounceRow.array(odd, even).equals(api.list()));
  }

  @Test
  void quotesAndControlCharactersAreEscaped() {
    String reason = "\\\"550\\\" \\r\\n\\b\\f \\u0001";
    String row =
        "[{\"created\":7,\"email\":\"a@x.org\",\"reason\":\"" + reason + "\",\"status\":\"\"}]";
    api.ingest(row);
    assertEquals(row, api.list());
  }

  @Test
  void theNewestComesFirstAndOfOneSecondTheLastByAddress() {
    BounceRow oldest = BounceRow.at(1, "z@x.org");
    BounceRow newest = BounceRow.at(3, "a@x.org");
    // By their bytes: a hyphen, a letter, an underscore, a letter of two bytes.
    BounceRow hyphen = BounceRow.at(2, "a-b@x.org");
    BounceRow letter = BounceRow.at(2, "ab@x.org");
    BounceRow umlaut = BounceRow.at(2, "a\u00fc@x.org");
    BounceRow underscore = BounceRow.at(2, "a_b@x.org");
    api.ingest(hyphen, oldest, umlaut, newest, letter, underscore);
    assertEquals(BounceRow.array(newest, umlaut, letter, underscore, hyphen, oldest), api.list());
  }

  @Test
  void anAddressIsListedOnceAndInLowerCase() {
    api.ingest(
        BounceRow.at(1, " Ann.\u00dcnal@Example.COM"),
        BounceRow.at(2, "ANN.\u00fcnal@example.com "));
    assertEquals(BounceRow.array(BounceRow.at(1, "ann.\u00fcnal@example.com")), api.list());
  }

  @Test
  void theContentTypeIsJsonWithoutACharset() {
    assertEquals(List.of("application/json"), api.get(BOUNCES).headers().allValues("Content-Type"));
  }

  @Test
  void aTrailingSlashMakesNoDifference() {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
    HttpResponse<String> response = api.get(BOUNCES + "/?limit=1");
    assertEquals(BounceRow.array(BounceRow.at(2, "b@x.org")), response.body());
    assertEquals(
        api.get(BOUNCES + "?limit=1").headers().firstValue("Link"),
        response.headers().firstValue("Link"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{\"limit\":1}", "no JSON"})
  void aBodyIsIgnored(String body) {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
    assertEquals(api.list(), api.send("GET", BOUNCES, BodyPublishers.ofString(body)).body());
  }

  @Test
  void headAnswersWithTheHeadersOfGetAndNoBody() {
    api.ingest(BounceRow.at(1, "a@x.org").because("\u00fcnknown", "5.1.1"));
    String id = "X-Request-Id: the-same";
    RawHttp.Answer get = RawHttp.send(api, "GET", BOUNCES, id);
    RawHttp.Answer head = RawHttp.send(api, "HEAD", BOUNCES, id);
    assertEquals(200, head.status());
    assertEquals("", head.body());
    assertEquals(get.headers(), head.headers());
    int length = api.list().getBytes(StandardCharsets.UTF_8).length;
    assertEquals(List.of(Integer.toString(length)), head.header("Content-Length"));
  }

  @Test
  void aWholeUrlMayStandInTheRequestLine() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    assertEquals(api.list(), RawHttp.send(api, "GET", api.url() + BOUNCES).body());
  }
}
