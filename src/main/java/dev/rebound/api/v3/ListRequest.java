package dev.rebound.api.v3;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BouncePage.Position;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /v3/suppression/bounces} (contract, 3.1).
 *
 * @param after the end of the page before, an addition of Rebound's own
 * @param kept the parameters that the response's links repeat unchanged
 */
public record ListRequest(
    TimeRange created, EmailFilter filter, Page page, Optional<Position> after, List<Kept> kept) {
  private static final String AFTER = "after";
  private static final List<String> KEPT = List.of("start_time", "end_time", "email");

  public ListRequest {
    kept = List.copyOf(kept);
  }

  /** A parameter of the request, decoded. */
  public record Kept(String name, String value) {}

  public static Result<ListRequest> read(MultiMap query, ListRules rules) {
    Parameters parameters = new Parameters(query);
    TimeRange created = created(parameters);
    int limit = rules.clampLimit() ? parameters.clampedLimit() : parameters.limit();
    long offset = parameters.offset();
    EmailFilter filter = filter(parameters, rules);
    Optional<Position> after = after(parameters);
    if (after.isPresent() && offset > 0) {
      parameters.error("offset", "must be 0 with after");
    }
    return parameters.finish(
        () -> new ListRequest(created, filter, new Page(limit, offset), after, kept(parameters)));
  }

  /**
   * Returns the query for the rows.
   *
   * @param shift rows to skip besides the offset, fewer when negative; ignored behind a cursor
   */
  public BouncePage.Query query(long accountId, long shift) {
    boolean isShifted = shift != 0 && after.isEmpty();
    Page shown = isShifted ? page.shifted(shift) : page;
    return new BouncePage.Query(accountId, created, filter, shown, after);
  }

  static TimeRange created(Parameters parameters) {
    return new TimeRange(
        parameters.integer("start_time", Long.MIN_VALUE),
        parameters.integer("end_time", Long.MAX_VALUE));
  }

  static EmailFilter filter(Parameters parameters, ListRules rules) {
    String email = parameters.text("email").orElse("");
    if (email.indexOf('\0') >= 0) {
      parameters.error("email", "must not contain U+0000");
      return EmailFilter.ANY;
    }
    // Form decoding turned an unencoded plus into a blank; an address has no blank.
    String pattern = email.replace(' ', '+');
    return EmailFilter.of(rules.doubleEncodedWildcard() ? pattern.replace("%25", "%") : pattern);
  }

  private static Optional<Position> after(Parameters parameters) {
    Optional<String> text = parameters.text(AFTER);
    Optional<Position> after = text.flatMap(ListCursor::read);
    if (text.isPresent() && after.isEmpty()) {
      parameters.error(AFTER, "must be the X-Rebound-Next of an earlier answer");
    }
    return after;
  }

  private static List<Kept> kept(Parameters parameters) {
    return KEPT.stream()
        .flatMap(name -> parameters.text(name).map(value -> new Kept(name, value)).stream())
        .toList();
  }
}
