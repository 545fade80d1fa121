package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Asks for one address, as a mail system does before it sends. */
final class Lookups {
  // [], the answer of an address that is not on the list (contract, 3.3).
  private static final int NOTHING = 2;

  private Lookups() {}

  static Visitor hits(KnownList list) {
    return visitor("lookup, on the list", list::anyEmail, bodyLength().gt(NOTHING));
  }

  static Visitor misses(KnownList list) {
    return visitor(
        "lookup, not on the list", () -> "absent-" + list.anyEmail(), bodyLength().is(NOTHING));
  }

  private static Visitor visitor(String name, Supplier<String> emails, CheckBuilder answer) {
    return new Visitor(
        name,
        1,
        exec(
            http(name)
                .get(session -> KnownList.PATH + "/" + inPath(emails.get()))
                .check(status().is(200), answer)));
  }

  /** A plus is a plus in a path, and a blank is never one (contract, 3.4). */
  static String inPath(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
