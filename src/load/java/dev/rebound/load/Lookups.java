package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.CheckBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Lookups of one address, as a mail system sends them before each mail. */
final class Lookups {
  // The length of [], the response for an address that is not on the list (contract, 3.3).
  private static final int EMPTY_LENGTH = 2;

  private Lookups() {}

  static VirtualUser hits(KnownList list) {
    return virtualUser("lookup, on the list", list::anyEmail, bodyLength().gt(EMPTY_LENGTH));
  }

  static VirtualUser misses(KnownList list) {
    return virtualUser(
        "lookup, not on the list",
        () -> "absent-" + list.anyEmail(),
        bodyLength().is(EMPTY_LENGTH));
  }

  private static VirtualUser virtualUser(String name, Supplier<String> emails, CheckBuilder body) {
    return new VirtualUser(
        name,
        1,
        exec(
            http(name)
                .get(session -> KnownList.PATH + "/" + inPath(emails.get()))
                .check(status().is(200), body)));
  }

  /** Encodes text for a path, where a blank is {@code %20}, never a plus (contract, 3.4). */
  static String inPath(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
