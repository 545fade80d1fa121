package dev.rebound.api.v3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.api.v3.ListRequest.Kept;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinkHeaderTest {
  private static final String URL = "https://api.sendgrid.com/v3/suppression/bounces";
  private static final Pattern LINK =
      Pattern.compile("<[^>]*[?&]offset=(\\d+)>; rel=\"(\\w+)\"; title=\"(\\d+)\"");

  // Contract, 2.7, as recorded of a sibling list.
  @Test
  void theHeaderIsTheRecordedOne() {
    String url = "https://api.sendgrid.com/v3/suppression/unsubscribes";
    assertEquals(
        "<https://api.sendgrid.com/v3/suppression/unsubscribes?limit=50&offset=50>;"
            + " rel=\"next\"; title=\"2\","
            + " <https://api.sendgrid.com/v3/suppression/unsubscribes?limit=50&offset=0>;"
            + " rel=\"prev\"; title=\"1\","
            + " <https://api.sendgrid.com/v3/suppression/unsubscribes?limit=50&offset=400>;"
            + " rel=\"last\"; title=\"9\","
            + " <https://api.sendgrid.com/v3/suppression/unsubscribes?limit=50&offset=0>;"
            + " rel=\"first\"; title=\"1\"",
        LinkHeader.of(url, request(50, 0), page(0, 450), true));
  }

  @ParameterizedTest
  @CsvSource({
    // limit, offset, total, then the offsets of next, prev and last
    "500, 0, 0, 0, 0, 0",
    "500, 0, 1, 0, 0, 0",
    "500, 0, 500, 0, 0, 0",
    "500, 0, 501, 500, 0, 500",
    "500, 500, 501, 500, 0, 500",
    "500, 1000, 58500, 1500, 500, 58000",
    "1, 0, 3, 1, 0, 2",
    "1, 1, 3, 2, 0, 2",
    "1, 2, 3, 2, 1, 2",
    // A window that is no whole page.
    "50, 30, 100, 50, 0, 50",
    "50, 60, 200, 110, 10, 150",
    "50, 120, 200, 150, 70, 150",
    // Past the end.
    "50, 5000, 200, 150, 150, 150",
    "50, 9223372036854775807, 200, 150, 150, 150",
    "500, 500, 0, 0, 0, 0",
    "500, 0, 5000000000, 500, 0, 4999999500",
  })
  void everyLinkStaysOnTheList(
      int limit, long offset, long total, long next, long prev, long last) {
    Matcher link = LINK.matcher(LinkHeader.of(URL, request(limit, offset), page(0, total), true));
    requireLink(link, "next", next, limit);
    requireLink(link, "prev", prev, limit);
    requireLink(link, "last", last, limit);
    requireLink(link, "first", 0, limit);
  }

  @ParameterizedTest
  @CsvSource({
    // limit, offset, rows on the page, then the offsets of next and prev
    "10, 0, 10, 10, 0",
    "10, 10, 10, 20, 0",
    "10, 15, 10, 25, 5",
    // Past the end: there is nothing to go on to.
    "10, 30, 0, 30, 20",
    "10, 9223372036854775807, 0, 9223372036854775807, 9223372036854775797",
  })
  void whereTheMatchesWereNotCountedThereIsNoLast(
      int limit, long offset, int rows, long next, long prev) {
    BouncePage page = new BouncePage(rows(rows), List.of(), OptionalLong.empty());
    String header = LinkHeader.of(URL, request(limit, offset), page, true);
    Matcher link = LINK.matcher(header);
    requireLink(link, "next", next, limit);
    requireLink(link, "prev", prev, limit);
    requireLink(link, "first", 0, limit);
    assertFalse(link.find(), header);
  }

  private static BouncePage page(int rows, long total) {
    return new BouncePage(rows(rows), List.of(), OptionalLong.of(total));
  }

  private static List<Bounce> rows(int count) {
    return Collections.nCopies(count, new Bounce(1, "a@x", "", ""));
  }

  private static void requireLink(Matcher link, String rel, long offset, int limit) {
    assertTrue(link.find(), rel);
    assertEquals(rel, link.group(2));
    assertEquals(Long.toString(offset), link.group(1), rel);
    assertEquals(Long.toString(offset / limit + 1), link.group(3), rel);
  }

  static Stream<Arguments> keptParameters() {
    return Stream.of(
        arguments(List.of(), "limit=10&offset=0"),
        arguments(
            List.of(new Kept("start_time", "1"), new Kept("end_time", "2")),
            "start_time=1&end_time=2&limit=10&offset=0"),
        arguments(List.of(new Kept("email", "")), "email=&limit=10&offset=0"),
        arguments(List.of(new Kept("email", "%market")), "email=%25market&limit=10&offset=0"),
        arguments(List.of(new Kept("email", "%25a")), "email=%2525a&limit=10&offset=0"),
        arguments(List.of(new Kept("email", "a+b c")), "email=a%2Bb+c&limit=10&offset=0"),
        arguments(
            List.of(new Kept("email", ">; rel=\"x\", <&=\r\n\u00fc")),
            "email=%3E%3B+rel%3D%22x%22%2C+%3C%26%3D%0D%0A%C3%BC&limit=10&offset=0"));
  }

  @ParameterizedTest
  @MethodSource("keptParameters")
  void theFilterIsRepeatedAsItCame(List<Kept> kept, String query) {
    ListRequest request =
        new ListRequest(TimeRange.ALL, EmailFilter.ANY, new Page(10, 0), Optional.empty(), kept);
    String first = "<" + URL + "?" + query + ">; rel=\"first\"; title=\"1\"";
    String header = LinkHeader.of(URL, request, page(0, 0), true);
    assertEquals(first, header.substring(header.length() - first.length()));
  }

  private static ListRequest request(int limit, long offset) {
    return new ListRequest(
        TimeRange.ALL, EmailFilter.ANY, new Page(limit, offset), Optional.empty(), List.of());
  }
}
