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
 * Reads of a list page by page without a pause, as a mirror or a nightly export does. Half of the
 * walks follow {@code Link} from a random page, half follow the cursor from the top.
 */
final class PageWalks {
  /** The maximum number of pages of a walk. */
  static final int PAGES = 10;

  private static final String FIRST = "limit=" + KnownList.LIMIT;
  // Only the query: the key must go to the configured service, whatever host the link has.
  private static final String NEXT_LINK = "<[^>?]*\\?([^>]*)>; rel=\"next\"";
  private static final String NEXT = "next";
  private static final String QUERY = "query";

  private PageWalks() {}

  static List<Share> shares(KnownList list) {
    return list.hasCursor()
        ? List.of(new Share(50, byLink(list)), new Share(50, byCursor(list)))
        : List.of(new Share(100, byLink(list)));
  }

  private static VirtualUser byLink(KnownList list) {
    int starts = list.pages() - length(list) + 1;
    Supplier<String> start =
        () ->
            FIRST
                + "&offset="
                + (long) ThreadLocalRandom.current().nextInt(starts) * KnownList.LIMIT;
    return virtualUser("page by Link", list, start, headerRegex("Link", NEXT_LINK).saveAs(NEXT));
  }

  /** Follows the cursor until a page has none. */
  private static VirtualUser byCursor(KnownList list) {
    return virtualUser(
        "page by cursor",
        list,
        () -> FIRST,
        header(ListReader.CURSOR)
            .transform(cursor -> FIRST + "&after=" + cursor)
            .optional()
            .saveAs(NEXT));
  }

  private static VirtualUser virtualUser(
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
    return new VirtualUser(name, length(list), walk);
  }

  private static int length(KnownList list) {
    return Math.min(PAGES, list.pages());
  }
}
