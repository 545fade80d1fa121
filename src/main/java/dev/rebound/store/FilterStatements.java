package dev.rebound.store;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import io.vertx.sqlclient.Tuple;

/**
 * The statements that read the list through a filter, with one text for each shape of filter, so
 * that each has its own plan. They first find the keys of the page's rows, with an index-only scan
 * where possible, and then read the rows.
 *
 * <p>$1 account, $2 first second, $3 and $4 position that the page starts after, $5 limit, $6
 * offset, then the filter's parameters, then the bound.
 */
final class FilterStatements {
  // Starts the names of statements that need a new plan for each filter.
  private static final String PLANNED_ANEW = "filter.";

  private static final String RANGE =
      """
          FROM bounce
          WHERE account_id = $1::bigint
            AND created_at >= to_timestamp($2::bigint)
            AND (created_at, email) < (to_timestamp($3::bigint), $4::text)
      """;

  // The inner limit is an optimisation fence: whatever selectivity the planner expects, it reads
  // rows in the list's order, and no more than the bound.
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

  // Reads all rows of the range, which the caller has just counted as few.
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

  // BETWEEN in place of = prevents the primary key, where the page's rows are scattered. They are
  // adjacent in the index of the list's order.
  private static final String PAGE =
      """
      SELECT date_part('epoch', b.created_at)::bigint, b.email, %s, b.status
      FROM (
      %%s%%s) AS hit
      JOIN bounce AS b ON b.account_id = $1::bigint AND b.created_at = hit.created_at
        AND b.email BETWEEN hit.email AND hit.email
      ORDER BY hit.created_at DESC, hit.email DESC
      """
          .formatted(ReasonWindow.column("b.reason", "hit.created_at DESC, hit.email DESC"));

  // Returns at least one row, so that an empty page has a total too.
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
      SELECT date_part('epoch', page.created_at)::bigint, page.email, %s, page.status, total.n
      FROM (SELECT count(*) AS n FROM hit) AS total
      LEFT JOIN page ON true
      ORDER BY page.created_at DESC, page.email DESC
      """
          .formatted(
              WINDOW, ReasonWindow.column("page.reason", "page.created_at DESC, page.email DESC"));

  private static final String MATCHES_PATTERN =
      "email LIKE $7::text AND (email || '') LIKE $8::text";

  private static final Shape PREFIX =
      Shape.of("prefix", "email >= $7::text AND email < $8::text", 9);
  private static final Shape PREFIXED_PATTERN =
      Shape.of(
          "prefixed-pattern", "email >= $7::text AND email < $8::text AND email LIKE $9::text", 10);
  // The concatenation prevents an index scan for the second pattern, which only rechecks the
  // matches of the first.
  private static final Shape PATTERN = Shape.of("pattern", MATCHES_PATTERN, 9);

  // The regular expression has a trigram for each ASCII letter and digit that may follow the two
  // letters, and one for the end of a word; the pattern has the one for the end of the address. The
  // third condition is that of an index.
  private static final String MATCHES_PAIR =
      """
      (email ~ $7::text OR email LIKE $8::text OR email ~ '[^\\x01-\\x7f]')
            AND (email || '') LIKE $9::text\
      """;

  private static final String COUNTED = counted("pattern", MATCHES_PATTERN, 9);
  private static final String COUNTED_PAIR = counted("pair", MATCHES_PAIR, 10);

  private FilterStatements() {}

  /** Returns a page of the matches among the newest {@code rows}. */
  static ListStatements.Bound newest(BouncePage.Query query, long rows) {
    return bounded(shape(query).newest(), query, rows);
  }

  /** Returns a page of all matches, with their number in each row; reads every row. */
  static ListStatements.Bound few(BouncePage.Query query) {
    return new ListStatements.Bound(shape(query).few(), parameters(query));
  }

  /**
   * Returns a page of all matches of a pattern, with their number in each row. With more than
   * {@code matches}, the page is empty and the number is {@code matches + 1}. The pattern has a
   * trigram, or two letters or digits in a row.
   */
  static ListStatements.Bound counted(BouncePage.Query query, int matches) {
    EmailFilter.Pattern pattern = (EmailFilter.Pattern) query.filter();
    if (pattern.hasTrigram()) {
      return bounded(COUNTED, query, matches + 1L);
    }
    String pair = pattern.pair().orElseThrow();
    return new ListStatements.Bound(
        COUNTED_PAIR,
        window(query)
            .addString(pair + "[\\x01-\\x7f]")
            .addString("%" + pair)
            .addString(pattern.like())
            .addLong(matches + 1L));
  }

  private static String counted(String shape, String clause, int boundParameter) {
    String bound = "$" + boundParameter + "::bigint";
    return StatementName.put(
        PLANNED_ANEW + shape + ".counted",
        COUNTED_PAGE.formatted(
            ANY.formatted(clause) + "    LIMIT " + bound + "\n",
            "(SELECT count(*) FROM hit) < " + bound));
  }

  /**
   * Returns whether a statement needs a new plan for each filter. For a prepared statement
   * PostgreSQL soon uses a generic plan, which expects rare matches and a short range of time: it
   * would read the whole list for a handful of rows.
   */
  static boolean isPlannedAnew(String sql) {
    return StatementName.of(sql).startsWith(PLANNED_ANEW);
  }

  private static Shape shape(BouncePage.Query query) {
    if (query.filter() instanceof EmailFilter.Prefix) {
      return PREFIX;
    }
    return query.filter() instanceof EmailFilter.PrefixedPattern ? PREFIXED_PATTERN : PATTERN;
  }

  private static ListStatements.Bound bounded(String sql, BouncePage.Query query, long bound) {
    return new ListStatements.Bound(sql, parameters(query).addLong(bound));
  }

  private static Tuple window(BouncePage.Query query) {
    return ListStatements.position(query)
        .addInteger(query.page().limit())
        .addLong(query.page().offset());
  }

  static Tuple parameters(BouncePage.Query query) {
    Tuple common = window(query);
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

  /** The statements for one shape of filter. */
  private record Shape(String newest, String few) {

    /**
     * @param boundParameter the number of the bound's parameter
     */
    static Shape of(String name, String clause, int boundParameter) {
      String bound = "$" + boundParameter + "::bigint";
      return new Shape(
          StatementName.put(
              "newest." + name, PAGE.formatted(NEWEST.formatted(clause, bound), WINDOW)),
          StatementName.put(
              PLANNED_ANEW + name + ".few", COUNTED_PAGE.formatted(FEW.formatted(clause), "true")));
    }
  }
}
