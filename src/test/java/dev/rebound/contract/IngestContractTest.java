package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/bounces}: the forms of a body, and what it does to the list. */
class IngestContractTest {
  private static final String A =
      "{\"created\":2,\"email\":\"a@x.org\",\"reason\":\"r\",\"status\":\"5\"}";
  private static final String B =
      "{\"created\":1,\"email\":\"b@x.org\",\"reason\":\"\",\"status\":\"\"}";
  private static final int MANY = 20_000;

  private final TestService service = TestService.shared();
  private final Api api = service.account();

  @Test
  void oneObjectIsOneEvent() {
    HttpResponse<String> response = api.post(INGEST, A);
    assertEquals(200, response.statusCode());
    assertEquals("{\"added\":1,\"updated\":0,\"duplicates\":0,\"rejected\":[]}", response.body());
    assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
    assertEquals("[" + A + "]", api.list());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [A,B]                 | none
          \t[ A , B ]           | none
          [A,B]                 | application/json
          [A,B]                 | application/json; charset=utf-8
          [A,B]                 | text/plain
          A\\nB                 | none
          A\\nB\\n              | application/json
          A\\nB                 | application/x-ndjson
          \\n\\nA\\r\\n\\nB\\r\\n | application/x-ndjson; charset=utf-8
          A\\nB\\n\\n           | application/jsonl
          A\\nB                 | application/ndjson
          A\\nB                 | application/x-jsonlines
          \ufeff[A,B]           | none
          """)
  void severalEventsAreAnArrayOrOneALine(String form, String contentType) {
    String body = form.replace("\\n", "\n").replace("\\r", "\r").replace("A", A).replace("B", B);
    Api sender = contentType.equals("none") ? api : api.with("Content-Type", contentType);
    assertEquals(told(2, 0, 0), sender.post(INGEST, body).body());
    assertEquals("[" + A + "," + B + "]", api.list());
  }

  @Test
  void anEmptyArrayIsNoEvent() {
    assertEquals(told(0, 0, 0), api.post(INGEST, "[]").body());
    assertEquals(
        told(0, 0, 0), api.with("Content-Type", "application/x-ndjson").post(INGEST, "").body());
  }

  @Test
  void toldAgainEventsAreDuplicates() {
    String batch = "[" + A + "," + B + "," + A + "]";
    assertEquals(told(2, 0, 1), api.post(INGEST, batch).body());
    assertEquals(told(0, 0, 3), api.post(INGEST, batch).body());
    assertEquals("[" + A + "," + B + "]", api.list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
  void anAddressKeepsItsFirstTimeAndTakesTheNewestReasonWhateverTheOrder(String order) {
    int added = 0;
    for (char event : order.toCharArray()) {
      HttpResponse<String> response = api.post(INGEST, event(event - '0').json());
      assertEquals(added == 0 ? told(1, 0, 0) : told(0, 1, 0), response.body());
      added++;
    }
    BounceRow expected = BounceRow.at(1, "a@x.org").because("reason 3", "5.0.3");
    assertEquals(BounceRow.array(expected), api.list());
  }

  @Test
  void theOrderWithinOneBodyMakesNoDifferenceEither() {
    String body = BounceRow.array(event(2), event(3), event(1));
    assertEquals(told(1, 2, 0), api.post(INGEST, body).body());
    BounceRow expected = BounceRow.at(1, "a@x.org").because("reason 3", "5.0.3");
    assertEquals(BounceRow.array(expected), api.list());
  }

  @Test
  void eventsOfOneSecondLeaveTheSameListInEitherOrder() {
    BounceRow one = BounceRow.at(1, "a@x.org").because("one", "5");
    BounceRow other = BounceRow.at(1, "a@x.org").because("other", "5");
    Api twin = service.account();
    api.ingest(one);
    api.ingest(other);
    twin.ingest(other);
    twin.ingest(one);
    assertEquals(api.list(), twin.list());
  }

  @Test
  void aBlockIsNeverOnTheList() {
    String block =
        "{\"email\":\"a@x.org\",\"type\":\"blocked\",\"created\":9,\"reason\":\"later\"}";
    assertEquals(told(1, 0, 0), api.post(INGEST, block).body());
    assertEquals(told(0, 0, 1), api.post(INGEST, block).body());
    assertEquals("[]", api.list());
    api.ingest(A);
    assertEquals("[" + A + "]", api.list());
    assertEquals(404, service.account().delete(BOUNCES + "/a@x.org").statusCode());
  }

  @Test
  void eventsToldAgainDoNotBringBackWhatWasDeleted() {
    String batch = "[" + A + "," + B + "]";
    api.ingest(batch);
    assertEquals(204, api.delete(BOUNCES + "/a@x.org").statusCode());
    assertEquals(204, api.delete(BOUNCES, "{\"delete_all\":true}").statusCode());
    assertEquals(told(0, 0, 2), api.post(INGEST, batch).body());
    assertEquals("[]", api.list());
  }

  @Test
  void aNewBounceBringsBackWhatWasDeletedWithATimeOfItsOwn() {
    api.ingest(A);
    api.delete(BOUNCES + "/a@x.org");
    BounceRow row = BounceRow.at(5, "a@x.org").because("again", "5.1.1");
    assertEquals(told(1, 0, 0), api.post(INGEST, row.json()).body());
    assertEquals(BounceRow.array(row), api.list());
  }

  @Test
  void withoutATimeTheTimeIsNow() {
    api.ingest("{\"email\":\"a@x.org\"}");
    long now = service.clock().instant().getEpochSecond();
    assertEquals(BounceRow.array(BounceRow.at(now, "a@x.org")), api.list());
  }

  @Test
  void aBodyMayBeLongerThanABatchAndComeInPieces() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= MANY; i++) {
      lines.append(BounceRow.at(i, i + "@x.org").json()).append('\n');
    }
    byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        api.send(
            "POST", INGEST, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    assertEquals(told(MANY, 0, 0), response.body());
    assertEquals(List.of("20000@x.org"), api.emails("?limit=1"));
    assertEquals(List.of("1@x.org"), api.emails("?offset=" + (MANY - 1)));
    assertEquals(List.of(), api.emails("?offset=" + MANY));
    assertEquals(told(0, 0, MANY), api.post(INGEST, lines.toString()).body());
  }

  private static BounceRow event(int n) {
    return BounceRow.at(n, "a@x.org").because("reason " + n, "5.0." + n);
  }

  private static String told(int added, int updated, int duplicates) {
    return "{\"added\":%d,\"updated\":%d,\"duplicates\":%d,\"rejected\":[]}"
        .formatted(added, updated, duplicates);
  }
}
