package dev.rebound.store;

import dev.rebound.bounce.BounceQuery;
import dev.rebound.bounce.EmailFilter;
import dev.rebound.store.ListStatements.Bound;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that read the list through a filter: one text for each shape of filter, so that
 * each has a plan of its own. All find the keys of the page's rows first, where they can on an
 * index alone, and read the rows themselves last.
 *
 * <p>$1 is the account, $2 the first second, $3 and $4 the position that the page is behind, $5
 * limit, $6 offset, and the filter follows.
 */
final class FilterStatements {
  /** How many rows are looked at, newest first, before another way is tried. */
  static final int LOOKED_AT = 10_000;

  /** Up to how many matches are counted, and sorted. */
  static final int COUNTED = 10_000;

  private static final String RANGE =
      """
          FROM bounce
          WHERE account_id = $1::bigint
            AND created_at >= to_timestamp($2::bigint)
            AND (created_at, email) < (to_timestamp($3::bigint), $4::text)
      """;

  // The limit keeps the filter out: however the planner takes it, no more rows are looked at.
  private static final String NEWEST =
      """
          SELECT created_at, email
          FROM (
            SELECT created_at, email
      %s      ORDER BY created_at DESC, email DESC
            LIMIT %d
          ) AS newest
          WHERE %%s
      """
          .formatted(RANGE, LOOKED_AT);

  private static final String ANY = "    SELECT created_at, email\n" + RANGE + "      AND %s\n";

  private static final String WINDOW =
      """
          ORDER BY created_at DESC, email DESC
          LIMIT $5::bigint
          OFFSET $6::bigint
      """;

  private static final String PAGE =
      """
      SELECT extract(epoch FROM b.created_at)::bigint, b.email, b.reason, b.status
      FROM (
      %s%s) AS hit
      JOIN bounce AS b ON b.account_id = $1::bigint AND b.email = hit.email
      ORDER BY hit.created_at DESC, hit.email DESC
      """;

  // Always a row, so that an empty page has a total too.
  private static final String COUNTED_PAGE =
      """
      WITH hit AS MATERIALIZED (
      %%s), page AS (
        SELECT b.created_at, b.email, b.reason, b.status
        FROM (
          SELECT email
          FROM hit
          WHERE (SELECT count(*) FROM hit) <= %d
      %s  ) AS hit
        JOIN bounce AS b ON b.account_id = $1::bigint AND b.email = hit.email
      )
      SELECT extract(epoch FROM page.created_at)::bigint, page.email, page.reason, page.status, total.n
      FROM (SELECT count(*) AS n FROM hit) AS total
      LEFT JOIN page ON true
      ORDER BY page.created_at DESC, page.email DESC
      """
          .formatted(COUNTED, WINDOW);

  private static final Shape PREFIX = new Shape("email >= $7::text AND email < $8::text");
  private static final Shape PREFIXED_PATTERN =
      new Shape("email >= $7::text AND email < $8::text AND email LIKE $9::text");
  private static final Shape PATTERN = new Shape("email LIKE $7::text");
  private static final Set<String> TEXTS =
      Stream.of(PREFIX, PREFIXED_PATTERN, PATTERN)
          .flatMap(s -> Stream.of(s.newest(), s.countedNewest(), s.counted(), s.all()))
          .collect(Collectors.toUnmodifiableSet());

  private FilterStatements() {}

  /** A page of the matches among the newest {@value #LOOKED_AT} rows. */
  static Bound newest(BounceQuery query) {
    return bound(shape(query).newest(), query);
  }

  /** The same, with the number of matches beside each row. */
  static Bound countedNewest(BounceQuery query) {
    return bound(shape(query).countedNewest(), query);
  }

  /**
   * A page of all matches, with their number beside each row; of more than {@value #COUNTED} the
   * number is {@value #COUNTED} and one, and the page empty.
   */
  static Bound counted(BounceQuery query) {
    return bound(shape(query).counted(), query);
  }

  /** A page of all matches, however many and far between. */
  static Bound all(BounceQuery query) {
    return bound(shape(query).all(), query);
  }

  /**
   * Whether a statement has to be planned anew for each filter. Once it is prepared, PostgreSQL
   * soon plans it for any text at all, and then takes every filter for a rare one and the whole
   * list for a short range of time: it reads the list from end to end for a handful of rows.
   */
  static boolean isFiltered(String sql) {
    return TEXTS.contains(sql);
  }

  private static Shape shape(BounceQuery query) {
    if (query.filter() instanceof EmailFilter.Prefix) {
      return PREFIX;
    }
    return query.filter() instanceof EmailFilter.PrefixedPattern ? PREFIXED_PATTERN : PATTERN;
  }

  private static Bound bound(String sql, BounceQuery query) {
    Tuple common =
        ListStatements.position(query)
            .addInteger(query.page().limit())
            .addLong(query.page().offset());
    EmailFilter filter = query.filter();
    if (filter instanceof EmailFilter.Prefix prefix) {
      return new Bound(sql, common.addString(prefix.start()).addString(prefix.end()));
    }
    if (filter instanceof EmailFilter.PrefixedPattern pattern) {
      common.addString(pattern.start()).addString(pattern.end()).addString(pattern.like());
      return new Bound(sql, common);
    }
    return new Bound(sql, common.addString(((EmailFilter.Pattern) filter).like()));
  }

  private record Shape(String newest, String countedNewest, String counted, String all) {
    Shape(String clause) {
      this(
          PAGE.formatted(NEWEST.formatted(clause), WINDOW),
          COUNTED_PAGE.formatted(NEWEST.formatted(clause)),
          COUNTED_PAGE.formatted(ANY.formatted(clause) + "    LIMIT " + (COUNTED + 1) + "\n"),
          PAGE.formatted(ANY.formatted(clause), WINDOW));
    }
  }
}
