package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.rebound.domain.Classification;
import io.gatling.javaapi.core.ChainBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** A person who opens a page with totals and lists, and searches for an address. */
final class Dashboards {
  // Only the plural path works at SendGrid (contract, 3.5).
  private static final String TOTALS = "/v3/suppressions/bounces/classifications";
  private static final String ROWS = "limit=50";
  private static final int TYPED = 6;

  private Dashboards() {}

  static VirtualUser virtualUser(KnownList list) {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    String month = days(today.minusDays(29), today);
    String year = days(today.minusDays(364), today);
    return new VirtualUser(
        "dashboard",
        6,
        exec(
            totals("totals of a month", () -> TOTALS + month),
            totals("totals of a year", () -> TOTALS + year),
            totals("one class of a month", () -> TOTALS + "/" + anyClass() + month),
            rows("first rows", () -> ROWS),
            rows("starts with", () -> ROWS + "&email=" + start(list.anyEmail())),
            rows("contains", () -> ROWS + "&email=%25" + inside(list.anyEmail()))));
  }

  private static ChainBuilder totals(String name, Supplier<String> path) {
    return exec(
        http(name)
            .get(session -> path.get())
            .check(status().is(200), substring("{\"result\":[").exists()));
  }

  private static ChainBuilder rows(String name, Supplier<String> query) {
    return exec(
        http(name)
            .get(session -> KnownList.PATH + "?" + query.get())
            .check(status().is(200), substring("\"email\":").exists()));
  }

  private static String days(LocalDate from, LocalDate to) {
    return "?start_date=" + from + "&end_date=" + to;
  }

  private static String anyClass() {
    Classification[] all = Classification.values();
    return Lookups.inPath(all[ThreadLocalRandom.current().nextInt(all.length)].label());
  }

  private static String start(String email) {
    return inQuery(email.substring(0, Math.min(TYPED, email.length())));
  }

  private static String inside(String email) {
    return inQuery(email.substring(1, Math.min(1 + TYPED, email.length())));
  }

  private static String inQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
