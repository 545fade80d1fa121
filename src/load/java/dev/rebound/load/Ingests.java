package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import java.util.function.Supplier;

/** Ingest of bounces through Rebound's own endpoint; SendGrid has none. */
final class Ingests {
  /** The number of rows in a batch. */
  static final int ROWS = 500;

  private static final String PATH = "/rebound/v1/bounces";

  private Ingests() {}

  /** Sends one bounce per request, as a mail server does. */
  static VirtualUser single(MadeUpBounces bounces) {
    return virtualUser("bounce", "application/json", bounces::next, 1);
  }

  /** Sends batches, as a log shipper or a queue's consumer does. */
  static VirtualUser batch(MadeUpBounces bounces) {
    String name = "batch of " + ROWS;
    return virtualUser(name, "application/x-ndjson", () -> bounces.lines(ROWS), ROWS);
  }

  /** Every row is new, so the response must count all of them as added. */
  private static VirtualUser virtualUser(
      String name, String type, Supplier<String> rows, int count) {
    return new VirtualUser(
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
