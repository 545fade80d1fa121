package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/bounces.get.json}: rows, their order and what narrows them (contract, 4.2). */
class V2GetContractTest {
  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @Test
  void rowsAreWrittenAsPythonWritesThem() {
    api.ingest(
        bounced("2009-06-10 12:40:30", "b@x.org").because("550 5.1.1 unknown", "5.1.1"),
        bounced("2009-08-01 10:16:30", "a@x.org").because("", ""));
    assertEquals(
        "[{\"status\": \"5.1.1\", \"created\": \"2009-06-10 12:40:30\", \"reason\": \"550 5.1.1 unknown\","
            + " \"email\": \"b@x.org\"}, {\"status\": \"\", \"created\": \"2009-08-01 10:16:30\", \"reason\": \"\","
            + " \"email\": \"a@x.org\"}]",
        v2.found("get.json", "date", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "2", "01", "true", "2009-06-10"})
  void withoutDateOneThereIsNoTime(String date) {
    api.ingest(bounced("2009-06-10 12:40:30", "user@domain.com").because("550 not found", "5.1.1"));
    String row =
        "[{\"status\": \"5.1.1\", \"reason\": \"550 not found\", \"email\": \"user@domain.com\"}]";
    assertEquals(row, v2.found("get.json"));
    assertEquals(row, v2.found("get.json", "date", date));
  }

  @Test
  void anEmptyListIsAnEmptyArray() {
    HttpResponse<String> response = v2.get("get.json", "date", "1");
    assertEquals(200, response.statusCode());
    assertEquals("[]", response.body());
    assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
  }

  @Test
  void everythingButPrintableAsciiIsEscapedInLowerCase() {
    api.ingest(
        BounceRow.at(0, "\u00fc@x.org")
            .because(
                "/\\\" \n\r\t\b\f\u0001\u007f \u00C9 \u20ac \ud83d\ude00 <&>' \uffff ~ ", "5"));
    assertEquals(
        "[{\"status\": \"5\", \"created\": \"1970-01-01 00:00:00\", \"reason\": \"/\\\\\\\" \\n\\r\\t\\b\\f\\u0001"
            + "\\u007f \\u00c9 \\u20ac \\ud83d\\ude00 <&>' \\uffff ~ \", \"email\": \"\\u00fc@x.org\"}]",
        v2.found("get.json", "date", "1"));
  }

  @Test
  void aCharacterOfFourBytesIsTwoEscapesWhereverItStands() {
    // Writers cut long texts into pieces, and some cut such a character in two.
    api.ingest(
        BounceRow.at(1, "even@x.org").because("\ud83d\ude00".repeat(2000), ""),
        BounceRow.at(2, "odd@x.org").because("5" + "\ud83d\ude00".repeat(2000), ""));
    String smiles = "\\ud83d\\ude00".repeat(2000);
    String expected =
        "[{\"status\": \"\", \"reason\": \"%s\", \"email\": \"even@x.org\"}, "
            + "{\"status\": \"\", \"reason\": \"5%s\", \"email\": \"odd@x.org\"}]";
    // Not assertEquals, whose message would be as long.
    assertTrue(expected.formatted(smiles, smiles).equals(v2.found("get.json")));
  }

  @Test
  void theOldestComesFirstAndOfOneSecondTheFirstByAddress() {
    api.ingest(
        BounceRow.at(2, "a_b@x.org"),
        BounceRow.at(3, "a@x.org"),
        BounceRow.at(2, "a\u00fc@x.org"),
        BounceRow.at(1, "z@x.org"),
        BounceRow.at(2, "ab@x.org"),
        BounceRow.at(2, "a-b@x.org"));
    // By their bytes: a hyphen, an underscore, a letter, a letter of two bytes.
    assertEquals(
        List.of("z@x.org", "a-b@x.org", "a_b@x.org", "ab@x.org", "a\u00fc@x.org", "a@x.org"),
        v2.emails());
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, 'a@x.org,b@x.org'",
    "2, 1, 'b@x.org,c@x.org'",
    "1, 2, 'c@x.org'",
    "9, 2, 'c@x.org'",
    "9, 3, ''",
    "1, 999, ''",
  })
  void aPageIsCutFromTheOrderedList(String limit, String offset, String emails) {
    api.ingest(BounceRow.at(3, "c@x.org"), BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
    List<String> expected = emails.isEmpty() ? List.of() : List.of(emails.split(","));
    assertEquals(expected, v2.emails("limit", limit, "offset", offset));
  }

  @Test
  void anOffsetNeedsNoLimitAndALimitNoOffset() {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
    assertEquals(List.of("b@x.org"), v2.emails("offset", "1"));
    assertEquals(List.of("a@x.org"), v2.emails("limit", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'today@x.org'",
    "2, 'yesterday@x.org,today@x.org'",
    "3, 'before@x.org,yesterday@x.org,today@x.org'",
    "99999, 'first@x.org,before@x.org,yesterday@x.org,today@x.org'",
  })
  void daysAreWholeAndTodayIsOneOfThem(String days, String emails) {
    api.ingest(
        bounced("1970-01-01 00:00:00", "first@x.org"),
        bounced("2026-02-27 23:59:59", "before@x.org"),
        bounced("2026-02-28 00:00:00", "yesterday@x.org"),
        bounced("2026-03-01 00:00:00", "today@x.org"));
    assertEquals(List.of(emails.split(",")), v2.emails("days", days));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-02, 2026-02-03, 'b@x.org,c@x.org,d@x.org'",
    "2026-02-02, 2026-02-02, 'b@x.org,c@x.org'",
    "2026-02-03, '', 'd@x.org,e@x.org'",
    "'', 2026-02-02, 'a@x.org,b@x.org,c@x.org'",
    "1969-12-31, 2026-03-01, 'a@x.org,b@x.org,c@x.org,d@x.org,e@x.org'",
  })
  void bothDatesOfARangeBelongToIt(String start, String end, String emails) {
    api.ingest(
        bounced("2026-02-01 23:59:59", "a@x.org"),
        bounced("2026-02-02 00:00:00", "b@x.org"),
        bounced("2026-02-02 23:59:59", "c@x.org"),
        bounced("2026-02-03 23:59:59", "d@x.org"),
        bounced("2026-02-04 00:00:00", "e@x.org"));
    assertEquals(List.of(emails.split(",")), v2.emails("start_date", start, "end_date", end));
  }

  @ParameterizedTest
  @CsvSource({
    "start_date, 2026-02-20, 'yesterday@x.org,today@x.org'",
    "start_date, 2026-03-01, today@x.org",
    "end_date, 2026-02-28, yesterday@x.org",
  })
  void daysAndDatesHoldTogether(String name, String date, String emails) {
    api.ingest(
        bounced("2026-02-27 23:59:59", "before@x.org"),
        bounced("2026-02-28 00:00:00", "yesterday@x.org"),
        bounced("2026-03-01 00:00:00", "today@x.org"));
    assertEquals(List.of(emails.split(",")), v2.emails("days", "2", name, date));
  }

  @Test
  void anAddressMayComeWithItsPlusAsABlank() {
    api.ingest(BounceRow.at(1, "ann+news@x.org"));
    assertEquals(List.of("ann+news@x.org"), v2.emails("email", "ann news@x.org"));
  }

  @Test
  void anAddressIsMatchedWholeAndInAnyCase() {
    api.ingest(
        BounceRow.at(1, "ann+news@x.org"),
        BounceRow.at(2, "ann@x.org"),
        BounceRow.at(3, "ann@x.org.uk"),
        BounceRow.at(4, "joann@x.org"));
    assertEquals(List.of("ann@x.org"), v2.emails("email", "ANN@X.org"));
    assertEquals(List.of("ann+news@x.org"), v2.emails("email", "ann+news@x.org"));
    for (String nobody : List.of("ann", "ann%", "%", "a_n@x.org", "*", "no address", "ann@")) {
      assertEquals(List.of(), v2.emails("email", nobody));
    }
  }

  @Test
  void allThatNarrowsTheListHoldsAtOnce() {
    api.ingest(
        bounced("2026-02-01 12:00:00", "early@x.org").because("", "4.0.0"),
        bounced("2026-02-02 12:00:00", "hard@x.org").because("", "5.1.1"),
        bounced("2026-02-02 13:00:00", "soft@x.org").because("", "4.0.0"),
        bounced("2026-02-02 14:00:00", "next@x.org").because("", "4.0.0"),
        bounced("2026-02-03 12:00:00", "late@x.org").because("", "4.0.0"));
    String[] range = {"start_date", "2026-02-02", "end_date", "2026-02-02", "type", "soft"};
    assertEquals(List.of("soft@x.org", "next@x.org"), v2.emails(range));
    assertEquals(List.of("next@x.org"), v2.emails(and(range, "offset", "1", "limit", "5")));
    assertEquals(List.of("soft@x.org"), v2.emails(and(range, "email", "soft@x.org")));
    assertEquals(List.of(), v2.emails(and(range, "email", "hard@x.org")));
  }

  private static String[] and(String[] parameters, String... more) {
    return Stream.of(parameters, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void aBlockIsNotOnTheList() {
    api.ingest("{\"email\":\"a@x.org\",\"type\":\"blocked\"}");
    assertEquals(List.of(), v2.emails());
  }
}
