package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.bodyLength;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.headerRegex;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.rebound.load.Profile.Share;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Read a list page by page, as a mirror or a nightly export does: each page as soon as the one
 * before it is there. Half of them follow {@code Link} from somewhere in the list, half the cursor
 * from its top.
 */
final class PageWalks {
  /** Of a walk, or all that the list has. */
  static final int PAGES = 10;

  private static final String FIRST = "limit=" + KnownList.LIMIT;
  // The query alone: a key is for the service that was named, whatever host a link names.
  private static final String NEXT_LINK = "<[^>?]*\\?([^>]*)>; rel=\"next\"";
  private static final String NEXT = "next";
  private static final String QUERY = "query";

  private PageWalks() {}

  static List<Share> shares(KnownList list) {
    return list.hasCursor()
        ? List.of(new Share(50, byLink(list)), new Share(50, byCursor(list)))
        : List.of(new Share(100, byLink(list)));
  }

  private static Visitor byLink(KnownList list) {
    int starts = list.pages() - length(list) + 1;
    Supplier<String> start =
        () ->
            FIRST
                + "&offset="
                + (long) ThreadLocalRandom.current().nextInt(starts) * KnownList.LIMIT;
    return visitor("page by Link", list, start, headerRegex("Link", NEXT_LINK).saveAs(NEXT));
  }

  /** The last page has no cursor. */
  private static Visitor byCursor(KnownList list) {
    return visitor(
        "page by cursor",
        list,
        () -> FIRST,
        header(ListReader.CURSOR)
            .transform(cursor -> FIRST + "&after=" + cursor)
            .optional()
            .saveAs(NEXT));
  }

  private static Visitor visitor(
      String name, KnownList list, Supplier<String> start, CheckBuilder next) {
    ChainBuilder page =
        exec(session -> session.set(QUERY, session.getString(NEXT)).remove(NEXT))
            .exec(
                http(name)
                    .get(session -> KnownList.PATH + "?" + session.getString(QUERY))
                    .check(status().is(200), bodyLength().gt(2), next));
    ChainBuilder walk =
        exec(session -> session.set(NEXT, start.get()))
            .exec(
                repeat(length(list)).on(doIf(session -> session.contains(NEXT)).then(exec(page))));
    return new Visitor(name, length(list), walk);
  }

  private static int length(KnownList list) {
    return Math.min(PAGES, list.pages());
  }
}
