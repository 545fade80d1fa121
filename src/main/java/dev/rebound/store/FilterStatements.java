package dev.rebound.store;

import dev.rebound.domain.BounceQuery;
import dev.rebound.domain.EmailFilter;
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
 * limit, $6 offset; the filter follows, and after it the bound, which a plan for these values
 * knows.
 */
final class FilterStatements {
  private static final String RANGE =
      """
          FROM bounce
          WHERE account_id = $1::bigint
            AND created_at >= to_timestamp($2::bigint)
            AND (created_at, email) < (to_timestamp($3::bigint), $4::text)
      """;

  // The limit keeps the filter out: however rare the planner takes it to be, rows are looked at in
  // the order of the list, and no more of them.
  private static final String NEWEST =
      """
          SELECT created_at, email
          FROM (
            SELECT created_at, email
      %s      ORDER BY created_at DESC, email DESC
            LIMIT %%2$s
          ) AS newest
          WHERE %%1$s
      """
          .formatted(RANGE);

  // Without a limit, as the rows were few a moment ago, and all have to be looked at.
  private static final String FEW =
      """
          SELECT created_at, email
          FROM (
            SELECT created_at, email
      %s      OFFSET 0
          ) AS newest
          WHERE %%s
      """
          .formatted(RANGE);

  private static final String ANY = "    SELECT created_at, email\n" + RANGE + "      AND %1$s\n";

  private static final String WINDOW =
      """
          ORDER BY created_at DESC, email DESC
          LIMIT $5::bigint
          OFFSET $6::bigint
      """;

  // Equal addresses would be looked up by the primary key, whose pages of 500 rows lie all over; on
  // the list's own index these lie side by side.
  private static final String PAGE =
      """
      SELECT date_part('epoch', b.created_at)::bigint, b.email, b.reason, b.status
      FROM (
      %s%s) AS hit
      JOIN bounce AS b ON b.account_id = $1::bigint AND b.created_at = hit.created_at
        AND b.email BETWEEN hit.email AND hit.email
      ORDER BY hit.created_at DESC, hit.email DESC
      """;

  // Always a row, so that an empty page has a total too.
  private static final String COUNTED_PAGE =
      """
      WITH hit AS MATERIALIZED (
      %%1$s), page AS (
        SELECT b.created_at, b.email, b.reason, b.status
        FROM (
          SELECT email
          FROM hit
          WHERE %%2$s
      %s  ) AS hit
        JOIN bounce AS b ON b.account_id = $1::bigint AND b.email = hit.email
      )
      SELECT date_part('epoch', page.created_at)::bigint, page.email, page.reason, page.status, total.n
      FROM (SELECT count(*) AS n FROM hit) AS total
      LEFT JOIN page ON true
      ORDER BY page.created_at DESC, page.email DESC
      """
          .formatted(WINDOW);

  private static final Shape PREFIX =
      Shape.of("prefix", "email >= $7::text AND email < $8::text", 9);
  private static final Shape PREFIXED_PATTERN =
      Shape.of(
          "prefixed-pattern", "email >= $7::text AND email < $8::text AND email LIKE $9::text", 10);
  // Nothing that an index could be asked for: what the first pattern found is looked at again.
  private static final Shape PATTERN =
      Shape.of("pattern", "email LIKE $7::text AND (email || '') LIKE $8::text", 9);
  private static final Set<String> TEXTS =
      Stream.of(PREFIX, PREFIXED_PATTERN, PATTERN)
          .flatMap(s -> Stream.of(s.newest(), s.few(), s.counted()))
          .collect(Collectors.toUnmodifiableSet());

  private FilterStatements() {}

  /** A page of the matches among the newest {@code rows}. */
  static Bound newest(BounceQuery query, long rows) {
    return bounded(shape(query).newest(), query, rows);
  }

  /** A page of all matches, with their number beside each row, by looking at every row. */
  static Bound few(BounceQuery query) {
    return new Bound(shape(query).few(), parameters(query));
  }

  /**
   * A page of all matches, with their number beside each row; of more than {@code matches} the
   * number is one more, and the page empty.
   */
  static Bound counted(BounceQuery query, int matches) {
    return bounded(shape(query).counted(), query, matches + 1);
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

  private static Bound bounded(String sql, BounceQuery query, long bound) {
    return new Bound(sql, parameters(query).addLong(bound));
  }

  private static Tuple parameters(BounceQuery query) {
    Tuple common =
        ListStatements.position(query)
            .addInteger(query.page().limit())
            .addLong(query.page().offset());
    EmailFilter filter = query.filter();
    if (filter instanceof EmailFilter.Prefix prefix) {
      return common.addString(prefix.start()).addString(prefix.end());
    }
    if (filter instanceof EmailFilter.PrefixedPattern pattern) {
      return common.addString(pattern.start()).addString(pattern.end()).addString(pattern.like());
    }
    EmailFilter.Pattern pattern = (EmailFilter.Pattern) filter;
    return common.addString(pattern.looser()).addString(pattern.like());
  }

  /** The texts of one shape. */
  private record Shape(String newest, String few, String counted) {

    /**
     * @param next the parameter that is the bound
     */
    static Shape of(String name, String clause, int next) {
      String bound = "$" + next + "::bigint";
      String counted =
          COUNTED_PAGE.formatted(
              ANY.formatted(clause) + "    LIMIT " + bound + "\n",
              "(SELECT count(*) FROM hit) < " + bound);
      return new Shape(
          named(name, "newest", PAGE.formatted(NEWEST.formatted(clause, bound), WINDOW)),
          named(name, "few", COUNTED_PAGE.formatted(FEW.formatted(clause), "true")),
          named(name, "counted", counted));
    }

    private static String named(String shape, String way, String sql) {
      return StatementName.put("filter." + shape + "." + way, sql);
    }
  }
}
