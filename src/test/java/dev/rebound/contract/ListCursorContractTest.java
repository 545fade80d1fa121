package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading the list from end to end with {@code after}, which SendGrid does not have. */
class ListCursorContractTest {
  private static final String NEXT = "X-Rebound-Next";

  private final Api api = TestService.shared().account();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # narrowed by              | read in all
          ''                         | f e d c b a
          start_time=2               | f e d c b
          end_time=4                 | e d c b a
          start_time=2&end_time=4    | e d c b
          email=%25%40x              | f e d c b a
          email=%25%40x&start_time=3 | f e d
          email=a                    | a
          email=nobody               | ''
          """)
  void thePagesThatFollowEachOtherAreTheList(String narrowed, String expected) {
    api.ingest(row(1, "a"), row(2, "b"), row(3, "d"), row(2, "c"), row(4, "e"), row(5, "f"));
    List<String> emails =
        expected.isEmpty()
            ? List.of()
            : Stream.of(expected.split(" ")).map(name -> name + "@x.org").toList();
    for (int limit = 1; limit <= 7; limit++) {
      assertEquals(emails, walk("?limit=" + limit + "&" + narrowed), "limit " + limit);
    }
  }

  @Test
  void onlyAFullPageNamesTheNextOne() {
    api.ingest(row(1, "a"), row(2, "b"));
    assertTrue(next("?limit=1").isPresent());
    assertTrue(next("?limit=2").isPresent());
    assertEquals(Optional.empty(), next("?limit=3"));
    assertEquals(Optional.empty(), next("?limit=2&offset=1"));
    String end = next("?limit=2").orElseThrow();
    assertEquals("[]", api.get(BOUNCES + "?limit=2&after=" + end).body());
    assertEquals(Optional.empty(), next("?limit=2&after=" + end));
  }

  @Test
  void aPageAtAnOffsetMayBeGoneOnFrom() {
    api.ingest(row(1, "a"), row(2, "b"), row(3, "c"), row(4, "d"));
    String next = next("?limit=1&offset=1").orElseThrow();
    assertEquals(List.of("b@x.org", "a@x.org"), api.emails("?after=" + next));
  }

  @Test
  void aPageBehindARowHasNoLinksAsItKnowsNoOffset() {
    api.ingest(row(1, "a"), row(2, "b"));
    HttpResponse<String> first = api.get(BOUNCES + "?limit=1");
    assertTrue(first.headers().firstValue("Link").isPresent());
    String next = first.headers().firstValue(NEXT).orElseThrow();
    HttpResponse<String> second = api.get(BOUNCES + "?limit=1&offset=0&after=" + next);
    assertEquals(200, second.statusCode());
    assertEquals(Optional.empty(), second.headers().firstValue("Link"));
  }

  @Test
  void thePlaceIsKeptWhenItsRowIsGone() {
    api.ingest(row(1, "a"), row(1, "b"), row(1, "c"));
    String next = next("?limit=2").orElseThrow();
    api.delete(BOUNCES + "/b@x.org");
    assertEquals(List.of("a@x.org"), api.emails("?after=" + next));
  }

  static Stream<String> places() {
    return Stream.of(
        "",
        "x",
        "!",
        "1.a@x.org",
        code("a@x.org"),
        code(".a@x.org"),
        code("1."),
        code("1a@x.org"),
        code("-1.a@x.org"),
        code("+1.a@x.org"),
        code("01.a@x.org"),
        code("253402300800.a@x.org"),
        code("9999999999999.a@x.org"),
        code("1.a\0@x.org"),
        code("1." + "\ud83d\ude00".repeat(400)),
        code("1.a@x.org") + "==",
        code("1.a@x.org") + "A",
        Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {'1', '.', (byte) 0xC3}),
        "A".repeat(4000));
  }

  @ParameterizedTest
  @MethodSource("places")
  void aPlaceThatNoAnswerNamedIsRefused(String after) {
    HttpResponse<String> response = api.get(BOUNCES + "?after=" + after.replace("+", "%2B"));
    assertEquals(400, response.statusCode());
    assertEquals(
        ErrorBody.ofField("after", "must be the X-Rebound-Next of an earlier answer"),
        response.body());
  }

  @Test
  void offsetAndAfterExcludeEachOther() {
    HttpResponse<String> response = api.get(BOUNCES + "?offset=1&after=" + code("1.a@x.org"));
    assertEquals(400, response.statusCode());
    assertEquals(ErrorBody.ofField("offset", "must be 0 with after"), response.body());
  }

  @Test
  void whoStaysIsReadOnceWhileOthersComeAndGo() {
    int stay = 600;
    api.ingest(rows("stay", stay));
    api.ingest(rows("go", stay));
    AtomicBoolean isRead = new AtomicBoolean();
    CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> comeAndGo(isRead));
    List<String> read;
    try {
      read = walk("?limit=7");
    } finally {
      isRead.set(true);
    }
    assertTrue(others.join() > 0);
    assertEquals(
        IntStream.range(0, stay).mapToObj(i -> "stay" + i + "@x.org").sorted().toList(),
        read.stream().filter(email -> email.startsWith("stay")).sorted().toList());
    assertEquals(read.size(), read.stream().distinct().count());
  }

  /** Deletes from the whole of the list, and adds to the whole of it, until it is read. */
  private int comeAndGo(AtomicBoolean isRead) {
    int rounds = 0;
    do {
      int at = rounds * 37 % 600;
      api.delete(BOUNCES + "/go" + at + "@x.org");
      api.ingest(row(at / 5, "new" + rounds));
      rounds++;
    } while (!isRead.get());
    return rounds;
  }

  /** Five rows a second. */
  private static BounceRow[] rows(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> row(i / 5, name + i)).toArray(BounceRow[]::new);
  }

  /** All pages, from the first one on. */
  private List<String> walk(String query) {
    List<String> emails = new ArrayList<>();
    String after = "";
    while (after != null) {
      HttpResponse<String> page = api.get(BOUNCES + query + after);
      assertEquals(200, page.statusCode(), page.body());
      new JsonArray(page.body()).forEach(row -> emails.add(((JsonObject) row).getString("email")));
      after = page.headers().firstValue(NEXT).map(next -> "&after=" + next).orElse(null);
    }
    return emails;
  }

  private Optional<String> next(String query) {
    return api.get(BOUNCES + query).headers().firstValue(NEXT);
  }

  private static BounceRow row(long created, String name) {
    return BounceRow.at(created, name + "@x.org");
  }

  private static String code(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }
}
