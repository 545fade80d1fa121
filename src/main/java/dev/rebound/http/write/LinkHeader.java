package dev.rebound.http.write;

import dev.rebound.bounce.Page;
import dev.rebound.http.read.ListRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The pagination header: one line, all four rels in the order next, prev, last, first, the title
 * being the page counted from 1 (contract, 2.7). {@code next} stops at the last page.
 */
public final class LinkHeader {
  private LinkHeader() {}

  /**
   * @param url of the list, without a query
   * @param total rows that match the request, on all pages
   */
  public static String of(String url, ListRequest request, long total) {
    Page page = request.page();
    int limit = page.limit();
    long last = total == 0 ? 0 : (total - 1) / limit * limit;
    long next = page.offset() < last ? Math.min(page.offset() + limit, last) : last;
    long prev = Math.min(Math.max(page.offset() - limit, 0), last);
    String base = base(url, request);
    return link(base, limit, next, "next")
        + ", "
        + link(base, limit, prev, "prev")
        + ", "
        + link(base, limit, last, "last")
        + ", "
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
