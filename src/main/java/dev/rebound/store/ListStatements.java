package dev.rebound.store;

import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailFilter;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that read the list: one text for each shape of filter, so that each has a plan of
 * its own. A time range is always bound: an open end is the first or last second that can be
 * stored.
 */
final class ListStatements {
  private static final String PAGE =
      """
      SELECT extract(epoch FROM created_at)::bigint, email, reason, status
      FROM bounce
      WHERE account_id = $1::bigint
        AND created_at BETWEEN to_timestamp($2::bigint) AND to_timestamp($3::bigint)%s
      ORDER BY created_at DESC, email DESC
      LIMIT %s OFFSET %s
      """;

  private static final String COUNT =
      """
      SELECT count(*)
      FROM bounce
      WHERE account_id = $1::bigint
        AND created_at BETWEEN to_timestamp($2::bigint) AND to_timestamp($3::bigint)%s
      """;

  private static final String COUNT_ALL =
      """
      SELECT coalesce(sum(n), 0)::bigint
      FROM list_day
      WHERE account_id = $1::bigint
      """;

  private static final Shape ANY = new Shape("", 4);
  private static final Shape PREFIX =
      new Shape("\n  AND email >= $4::text AND email < $5::text", 6);
  private static final Shape PREFIXED_PATTERN =
      new Shape("\n  AND email >= $4::text AND email < $5::text AND email LIKE $6::text", 7);
  private static final Shape PATTERN = new Shape("\n  AND email LIKE $4::text", 5);
  private static final Set<String> FILTERED =
      Stream.of(PREFIX, PREFIXED_PATTERN, PATTERN)
          .flatMap(shape -> Stream.of(shape.page(), shape.count()))
          .collect(Collectors.toUnmodifiableSet());

  private ListStatements() {}

  /** A statement with its parameters. */
  record Bound(String sql, Tuple parameters) {}

  static Bound page(BounceQuery query) {
    Tuple parameters =
        parameters(query).addInteger(query.page().limit()).addLong(query.page().offset());
    return new Bound(shape(query.filter()).page(), parameters);
  }

  /** How many rows match, on all pages. */
  static Bound count(BounceQuery query) {
    if (query.created().isAll() && query.filter() instanceof EmailFilter.Any) {
      return new Bound(COUNT_ALL, Tuple.of(query.accountId()));
    }
    return new Bound(shape(query.filter()).count(), parameters(query));
  }

  /**
   * Whether a statement has to be planned anew for each filter. Once it is prepared, PostgreSQL
   * soon plans it for any text at all, and then takes every filter for a rare one and the whole
   * list for a short range of time: it reads the list from end to end for a handful of rows.
   */
  static boolean isFiltered(String sql) {
    return FILTERED.contains(sql);
  }

  private static Shape shape(EmailFilter filter) {
    if (filter instanceof EmailFilter.Prefix) {
      return PREFIX;
    }
    if (filter instanceof EmailFilter.PrefixedPattern) {
      return PREFIXED_PATTERN;
    }
    return filter instanceof EmailFilter.Pattern ? PATTERN : ANY;
  }

  private static Tuple parameters(BounceQuery query) {
    Tuple common = Tuple.of(query.accountId(), query.created().from(), query.created().to());
    EmailFilter filter = query.filter();
    if (filter instanceof EmailFilter.Prefix prefix) {
      return common.addString(prefix.start()).addString(prefix.end());
    }
    if (filter instanceof EmailFilter.PrefixedPattern pattern) {
      return common.addString(pattern.start()).addString(pattern.end()).addString(pattern.like());
    }
    return filter instanceof EmailFilter.Pattern pattern
        ? common.addString(pattern.like())
        : common;
  }

  /** The texts of one shape; its limit and offset are the parameters from {@code next} on. */
  private record Shape(String page, String count) {
    Shape(String clause, int next) {
      this(
          PAGE.formatted(clause, "$" + next + "::bigint", "$" + (next + 1) + "::bigint"),
          COUNT.formatted(clause));
    }
  }
}
