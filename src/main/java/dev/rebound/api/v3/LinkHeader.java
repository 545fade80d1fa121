package dev.rebound.api.v3;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The pagination header: one line, the rels in the order next, prev, last, first, the title being
 * the page counted from 1 (contract, 2.7). {@code next} stops at the last page. A filter may match
 * more rows than are counted: then there is no {@code last}, and {@code next} goes on as long as
 * the pages are full.
 */
public final class LinkHeader {
  private LinkHeader() {}

  /**
   * @param url of the list, without a query
   * @param answer the page that the request asked for
   */
  public static String of(String url, ListRequest request, BouncePage answer) {
    Page page = request.page();
    String base = base(url, request);
    if (answer.total().isEmpty()) {
      boolean isFull = answer.bounces().size() == page.limit();
      long next = isFull ? page.offset() + page.limit() : page.offset();
      long prev = Math.max(page.offset() - page.limit(), 0);
      return links(base, page.limit(), next, prev, "");
    }
    long total = answer.total().getAsLong();
    int limit = page.limit();
    long last = total == 0 ? 0 : (total - 1) / limit * limit;
    long next = page.offset() < last ? Math.min(page.offset() + limit, last) : last;
    long prev = Math.min(Math.max(page.offset() - limit, 0), last);
    return links(base, limit, next, prev, link(base, limit, last, "last") + ", ");
  }

  private static String links(String base, int limit, long next, long prev, String last) {
    return link(base, limit, next, "next")
        + ", "
        + link(base, limit, prev, "prev")
        + ", "
        + last
        + link(base, limit, 0, "first");
  }

  private static String link(String base, int limit, long offset, String rel) {
    return base
        + limit
        + "&offset="
        + offset
        + ">; rel=\""
        + rel
        + "\"; title=\""
        + (offset / limit + 1)
        + '"';
  }

  private static String base(String url, ListRequest request) {
    StringBuilder base = new StringBuilder("<").append(url).append('?');
    for (ListRequest.Kept kept : request.kept()) {
      base.append(kept.name())
          .append('=')
          .append(URLEncoder.encode(kept.value(), StandardCharsets.UTF_8))
          .append('&');
    }
    return base.append("limit=").toString();
  }
}
