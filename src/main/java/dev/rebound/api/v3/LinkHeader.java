package dev.rebound.api.v3;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the pagination header: one line, the rels in the order next, prev, last, first, the page
 * number from 1 as the title (contract, 2.7). {@code next} stops at the last page, where it is left
 * out by a setting. A filter that matches more rows than are counted has no {@code last}, and
 * {@code next} while pages are full.
 */
public final class LinkHeader {
  private LinkHeader() {}

  /**
   * @param url of the list, without a query
   * @param found the page of the request
   * @param hasNextAtEnd whether the last page links to itself as its {@code next}
   */
  public static String of(String url, ListRequest request, BouncePage found, boolean hasNextAtEnd) {
    Page page = request.page();
    String base = base(url, request);
    if (found.total().isEmpty()) {
      boolean isFull = found.size() == page.limit();
      long next = isFull ? page.offset() + page.limit() : page.offset();
      long prev = Math.max(page.offset() - page.limit(), 0);
      return next(base, page.limit(), next, isFull || hasNextAtEnd)
          + links(base, page.limit(), prev, "");
    }
    long total = found.total().getAsLong();
    int limit = page.limit();
    long last = total == 0 ? 0 : (total - 1) / limit * limit;
    long next = page.offset() < last ? Math.min(page.offset() + limit, last) : last;
    long prev = Math.min(Math.max(page.offset() - limit, 0), last);
    return next(base, limit, next, page.offset() < last || hasNextAtEnd)
        + links(base, limit, prev, link(base, limit, last, "last") + ", ");
  }

  private static String next(String base, int limit, long offset, boolean isShown) {
    return isShown ? link(base, limit, offset, "next") + ", " : "";
  }

  private static String links(String base, int limit, long prev, String last) {
    return link(base, limit, prev, "prev") + ", " + last + link(base, limit, 0, "first");
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
