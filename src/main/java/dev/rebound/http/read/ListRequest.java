package dev.rebound.http.read;

import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailFilter;
import dev.rebound.bounce.Page;
import dev.rebound.bounce.TimeRange;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /v3/suppression/bounces} (contract, 3.1).
 *
 * @param kept the parameters that the links of the answer repeat, as they came
 */
public record ListRequest(TimeRange created, EmailFilter filter, Page page, List<Kept> kept) {
  private static final List<String> KEPT = List.of("start_time", "end_time", "email");

  public ListRequest {
    kept = List.copyOf(kept);
  }

  /** A parameter of the request, decoded. */
  public record Kept(String name, String value) {}

  public static Read<ListRequest> read(MultiMap query, ListRules rules) {
    Parameters parameters = new Parameters(query);
    long from = parameters.integer("start_time", Long.MIN_VALUE);
    long to = parameters.integer("end_time", Long.MAX_VALUE);
    long limit = limit(parameters, rules);
    long offset = parameters.integer("offset", 0);
    if (offset < 0) {
      parameters.error("offset", "must be 0 or greater");
    }
    EmailFilter filter = filter(parameters, rules);
    return parameters.finish(
        () ->
            new ListRequest(
                new TimeRange(from, to), filter, new Page((int) limit, offset), kept(parameters)));
  }

  public BounceQuery query(long accountId) {
    return new BounceQuery(accountId, created, filter, page);
  }

  private static long limit(Parameters parameters, ListRules rules) {
    long limit = parameters.integer("limit", Page.MAX_LIMIT);
    if (rules.clampLimit()) {
      limit = Math.min(limit, Page.MAX_LIMIT);
    }
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      parameters.error("limit", "must be between 1 and " + Page.MAX_LIMIT);
    }
    return limit;
  }

  private static EmailFilter filter(Parameters parameters, ListRules rules) {
    String email = parameters.text("email");
    if (email == null) {
      return EmailFilter.ANY;
    }
    if (email.indexOf('\0') >= 0) {
      parameters.error("email", "must not contain U+0000");
      return EmailFilter.ANY;
    }
    // Form decoding made a blank of a plus that was not encoded; an address has no blank.
    String pattern = email.replace(' ', '+');
    return EmailFilter.of(rules.doubleEncodedWildcard() ? pattern.replace("%25", "%") : pattern);
  }

  private static List<Kept> kept(Parameters parameters) {
    List<Kept> kept = new ArrayList<>();
    for (String name : KEPT) {
      String value = parameters.text(name);
      if (value != null) {
        kept.add(new Kept(name, value));
      }
    }
    return kept;
  }
}
