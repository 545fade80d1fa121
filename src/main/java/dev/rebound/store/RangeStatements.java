package dev.rebound.store;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import io.vertx.sqlclient.Tuple;

/**
 * The statements that find the addresses with a common start by the primary key, for a filter with
 * few matches. They stay prepared, and keep one plan: subqueries hide the values from the planner,
 * whose estimates would ask for a new plan each time, and the order by address leaves only one
 * index for it. The times are compared afterwards.
 *
 * <p>Parameters as in {@link FilterStatements}. Each returns a page with the number of matches in
 * each row, and one row at least. If the bound on the matches is reached, the page is empty and the
 * number is the bound.
 */
final class RangeStatements {
  private static final String BETWEEN =
      """
        FROM bounce
        WHERE account_id = $1::bigint
          AND email >= (SELECT $7::text)
          AND email < (SELECT $8::text)%s
        ORDER BY email
        LIMIT $%d::bigint
      """;

  private static final String PAGE =
      """
      WITH hit AS MATERIALIZED (
        SELECT %1$s
      %2$s), found AS MATERIALIZED (
        SELECT b.created_at, b.email, b.reason, b.status
        FROM %3$s
        WHERE b.created_at >= to_timestamp($2::bigint)
          AND (b.created_at, b.email) < (to_timestamp($3::bigint), $4::text)
      ), total AS (
        SELECT CASE WHEN (SELECT count(*) FROM hit) < $%4$d::bigint THEN count(*) ELSE $%4$d::bigint END AS n
        FROM found
      )
      SELECT date_part('epoch', page.created_at)::bigint, page.email, %5$s, page.status, total.n
      FROM total
      LEFT JOIN (
        SELECT created_at, email, reason, status
        FROM found
        WHERE (SELECT n FROM total) < $%4$d::bigint
        ORDER BY created_at DESC, email DESC
        LIMIT $5::bigint
        OFFSET $6::bigint
      ) AS page ON true
      ORDER BY page.created_at DESC, page.email DESC
      """;

  static final String PREFIX =
      statement("prefix", "created_at, email, reason, status", "", "hit AS b", 9);

  // Compares the pattern on the index alone, and reads the rows of its matches.
  static final String PREFIXED_PATTERN =
      statement(
          "prefixed-pattern",
          "email",
          "\n    AND email LIKE $9::text",
          "hit JOIN bounce AS b ON b.account_id = $1::bigint AND b.email = hit.email",
          10);

  /**
   * The first page of a whole list, in fewer steps. Unlike the others it returns no row if there is
   * no match, and rows even if the bound is reached. $1 account, $2 and $3 start and end of the
   * addresses, $4 limit, $5 bound.
   */
  static final String FIRST_OF_PREFIX =
      """
      -- range.first-of-prefix
      SELECT date_part('epoch', created_at)::bigint, email, %s, status, count(*) OVER ()
      FROM (
        SELECT created_at, email, reason, status
        FROM bounce
        WHERE account_id = $1::bigint
          AND email >= (SELECT $2::text)
          AND email < (SELECT $3::text)
        ORDER BY email
        LIMIT $5::bigint
      ) AS hit
      ORDER BY created_at DESC, email DESC
      LIMIT $4::bigint
      """
          .formatted(ReasonWindow.column("reason", "created_at DESC, email DESC"));

  private RangeStatements() {}

  /** Returns a page of all matches. With more than {@code matches}, the page is of no use. */
  static ListStatements.Bound page(BouncePage.Query query, int matches) {
    if (query.filter() instanceof EmailFilter.Prefix prefix
        && query.created().isAll()
        && query.after().isEmpty()
        && query.page().offset() == 0) {
      return new ListStatements.Bound(
          FIRST_OF_PREFIX,
          Tuple.of(
              query.accountId(), prefix.start(), prefix.end(), query.page().limit(), matches + 1L));
    }
    String sql = query.filter() instanceof EmailFilter.Prefix ? PREFIX : PREFIXED_PATTERN;
    return new ListStatements.Bound(sql, FilterStatements.parameters(query).addLong(matches + 1L));
  }

  private static String statement(
      String name, String columns, String pattern, String rows, int bound) {
    return StatementName.put(
        "range." + name,
        PAGE.formatted(
            columns,
            BETWEEN.formatted(pattern, bound),
            rows,
            bound,
            ReasonWindow.column("page.reason", "page.created_at DESC, page.email DESC")));
  }
}
