package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import java.util.function.Supplier;

/** Tell of bounces, by Rebound's own way in; SendGrid has none. */
final class Ingests {
  /** Of a batch. */
  static final int ROWS = 500;

  private static final String PATH = "/rebound/v1/bounces";

  private Ingests() {}

  /** As a mail server does for each bounce that it sees. */
  static Visitor single(MadeUpBounces bounces) {
    return visitor("bounce", "application/json", bounces::next, 1);
  }

  /** As a log shipper or a queue's consumer does. */
  static Visitor batch(MadeUpBounces bounces) {
    String name = "batch of " + ROWS;
    return visitor(name, "application/x-ndjson", () -> bounces.lines(ROWS), ROWS);
  }

  /** Every row is new, so that the answer must count all of them as added. */
  private static Visitor visitor(String name, String type, Supplier<String> rows, int count) {
    return new Visitor(
        name,
        1,
        exec(
            http(name)
                .post(PATH)
                .header("Content-Type", type)
                .body(StringBody(session -> rows.get()))
                .check(status().is(200), substring("\"added\":" + count + ",").exists())));
  }
}
