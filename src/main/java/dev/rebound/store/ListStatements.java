package dev.rebound.store;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.Page;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements that read the list without a filter. They stay prepared, because their generic
 * plans suit all values. An open end of a time range is the first or last second that can be
 * stored.
 *
 * <p>$1 account, $2 first second. For a range of time also $3 last second, and the whole days in
 * the range: $4 their first second, $5 the first second after them.
 */
final class ListStatements {
  // The upper end is one comparison of both columns, without a second condition on created_at:
  // PostgreSQL would not know which of the two to start the index scan at. The inner limit tells
  // the planner that a page is small; a parameter does not.
  private static final String FROM_POSITION =
      """
      FROM (
        SELECT created_at, email, reason, status
        FROM bounce
        WHERE account_id = $1::bigint
          AND created_at >= to_timestamp($2::bigint)
          AND (created_at, email) %s
        ORDER BY created_at DESC, email DESC
        LIMIT 500
      ) AS page
      ORDER BY created_at DESC, email DESC
      LIMIT %s
      """;

  // EXTRACT in place of date_part would compute decimals and take a quarter of the page's time.
  private static final String CREATED = "date_part('epoch', created_at)::bigint";

  // One row with one text for each column: four long texts are sent and read in less time than two
  // thousand short ones. The sum bounds the bytes as a window does, in less time. The aggregates
  // receive the rows in the order of the subquery.
  private static final String COLUMNS =
      """
      SELECT
        count(*),
        %s,
        %s,
        CASE WHEN sum(octet_length(reason)) <= %d THEN %s END,
        %s%%s
      FROM (
        SELECT created_at, email, reason, status
      %%s) AS page
      """
          .formatted(
              JoinedColumn.of("(" + CREATED + ")::text"),
              JoinedColumn.of("email"),
              Bounce.MAX_WINDOW_BYTES,
              JoinedColumn.of("reason"),
              JoinedColumn.of("status"));

  private static final String ROWS =
      "SELECT %s, email, %s, status%%s\n%%s"
          .formatted(CREATED, ReasonWindow.column("reason", "created_at DESC, email DESC"));

  // The statement that returns rows for each that returns columns.
  private static final Map<String, String> ROWS_OF = new HashMap<>();

  private static final String AFTER_POSITION = "< (to_timestamp($3::bigint), $4::text)";

  /** A page after a position, $3 and $4; $5 limit. */
  static final String PAGE = page("list.page-after", "", "", AFTER_POSITION, "$5::bigint");

  // The total of the folded days, slot -1, and the few counts that are not folded yet.
  private static final String TOTAL_OF_ALL =
      """
      SELECT coalesce(sum(n), 0)::bigint
      FROM list_day
      WHERE account_id = $1::bigint
        AND slot >= -1
      """;

  /** The number of rows on the list. */
  static final String COUNT_ALL = StatementName.put("list.count-all", TOTAL_OF_ALL);

  /** The number of rows on the list, and the newest addresses. $2 addresses at most. */
  static final String SAMPLE =
      StatementName.put(
          "list.sample",
          """
          SELECT
            (%s),
            ARRAY(
              SELECT email
              FROM bounce
              WHERE account_id = $1::bigint
              ORDER BY created_at DESC, email DESC
              LIMIT $2::bigint)
          """
              .formatted(TOTAL_OF_ALL));

  // The three parts of a range: the counts of its whole days, and the rows after and before them.
  private static final String WHOLE_DAYS =
      """
      FROM list_day
      WHERE account_id = $1::bigint
        AND day >= (to_timestamp($4::bigint) AT TIME ZONE 'UTC')::date
        AND day < (to_timestamp($5::bigint) AT TIME ZONE 'UTC')::date
      """;
  private static final String ROWS_AFTER_DAYS =
      """
      FROM bounce
      WHERE account_id = $1::bigint
        AND created_at BETWEEN to_timestamp($5::bigint) AND to_timestamp($3::bigint)
      """;
  private static final String ROWS_BEFORE_DAYS =
      """
      FROM bounce
      WHERE account_id = $1::bigint
        AND created_at >= to_timestamp($2::bigint)
        AND created_at < to_timestamp($4::bigint)
      """;

  private static final String TOTAL =
      """
      SELECT (
        (
          SELECT coalesce(sum(n), 0)
      %s  ) + (
          SELECT count(*)
      %s  ) + (
          SELECT count(*)
      %s  )
      )::bigint
      """
          .formatted(WHOLE_DAYS.indent(4), ROWS_AFTER_DAYS.indent(4), ROWS_BEFORE_DAYS.indent(4));

  /** The number of rows in a range. */
  static final String COUNT = StatementName.put("list.count", TOTAL);

  /** The first page of the list, parameters as for {@link #PAGE}; each row has the total. */
  static final String FIRST_PAGE_OF_ALL =
      page("list.first-page-of-all", "", TOTAL_OF_ALL, AFTER_POSITION, "$5::bigint");

  // The days of the whole list and their numbers of rows.
  private static final String PARTS_OF_ALL =
      """
      WITH part (until, n) AS (
        SELECT (day + 1)::timestamp AT TIME ZONE 'UTC', sum(n)::bigint
        FROM list_day
        WHERE account_id = $1::bigint
        GROUP BY day
      )""";

  // The parts of a range and their numbers of rows.
  private static final String PARTS =
      """
      WITH part (until, n) AS (
        SELECT (day + 1)::timestamp AT TIME ZONE 'UTC', sum(n)::bigint
      %s  GROUP BY day
        UNION ALL
        SELECT to_timestamp($3::bigint + 1), count(*)
      %s  UNION ALL
        SELECT to_timestamp($4::bigint), count(*)
      %s)"""
          .formatted(WHOLE_DAYS.indent(2), ROWS_AFTER_DAYS.indent(2), ROWS_BEFORE_DAYS.indent(2));

  // Finds the part that contains an offset by the counts, then skips rows within the part with an
  // index-only scan. One statement, so that counts and rows are of the same snapshot.
  private static final String AT_OFFSET =
      """
      , start AS (
        SELECT until, (%1$s - through + n)::bigint AS skipped
        FROM (SELECT until, n, sum(n) OVER (ORDER BY until DESC) AS through FROM part) AS sums
        WHERE through > %1$s
        ORDER BY until DESC
        LIMIT 1
      ), first AS (
        SELECT created_at, email
        FROM bounce
        WHERE account_id = $1::bigint
          AND created_at >= to_timestamp($2::bigint)
          AND created_at < (SELECT until FROM start)
        ORDER BY created_at DESC, email DESC
        LIMIT 1
        OFFSET (SELECT skipped FROM start)
      )
      """;

  /** The first page of a range, $6 limit; each row has the total of the range. */
  static final String FIRST_PAGE =
      page("list.first-page", "", TOTAL, "< (to_timestamp($3::bigint + 1), '')", "$6::bigint");

  /** A page of the whole list, $3 offset, $4 limit; each row has the total. */
  static final String PAGE_AT_OFFSET_OF_ALL =
      atOffset("list.page-at-offset-of-all", PARTS_OF_ALL, 3);

  /** A page of a range, $6 offset, $7 limit; each row has the total of the range. */
  static final String PAGE_AT_OFFSET = atOffset("list.page-at-offset", PARTS, 6);

  private static final long DAY = Duration.ofDays(1).toSeconds();

  private ListStatements() {}

  /** A statement with its parameters. */
  record Bound(String sql, Tuple parameters) {}

  /** Returns a page as columns: the number of its rows, {@link BounceColumns}, and the total. */
  static Bound page(BouncePage.Query query) {
    Page page = query.page();
    boolean isAll = query.created().isAll();
    if (query.after().isPresent()) {
      return new Bound(PAGE, position(query).addInteger(page.limit()));
    }
    if (page.offset() == 0) {
      return isAll
          ? new Bound(FIRST_PAGE_OF_ALL, position(query).addInteger(page.limit()))
          : new Bound(FIRST_PAGE, range(query).addInteger(page.limit()));
    }
    Tuple common = isAll ? Tuple.of(query.accountId(), query.created().from()) : range(query);
    return new Bound(
        isAll ? PAGE_AT_OFFSET_OF_ALL : PAGE_AT_OFFSET,
        common.addLong(page.offset()).addInteger(page.limit()));
  }

  /**
   * Returns the same page as rows, within a {@link ReasonWindow}. The rows of a page by offset have
   * the total in the fifth column.
   */
  static Bound pageRows(BouncePage.Query query) {
    Bound columns = page(query);
    return new Bound(ROWS_OF.get(columns.sql()), columns.parameters());
  }

  /** Returns the number of rows in the query's time range, without its filter. */
  static Bound count(BouncePage.Query query) {
    return query.created().isAll()
        ? new Bound(COUNT_ALL, Tuple.of(query.accountId()))
        : new Bound(COUNT, range(query));
  }

  /** Returns account, first second, and the position that the page starts after. */
  static Tuple position(BouncePage.Query query) {
    long end = query.created().to() + 1;
    Tuple common = Tuple.of(query.accountId(), query.created().from());
    // The position of an earlier page may be newer than this query's range.
    return query
        .after()
        .filter(after -> after.created() < end)
        .map(after -> common.addLong(after.created()).addString(after.email()))
        .orElseGet(() -> common.addLong(end).addString(""));
  }

  private static Tuple range(BouncePage.Query query) {
    long from = query.created().from();
    long to = query.created().to();
    long firstDay = -Math.floorDiv(-from, DAY) * DAY;
    long lastDay = Math.floorDiv(to + 1, DAY) * DAY;
    boolean hasDays = firstDay < lastDay;
    return Tuple.of(
        query.accountId(), from, to, hasDays ? firstDay : from, hasDays ? lastDay : from);
  }

  private static String atOffset(String name, String parts, int offsetParameter) {
    return page(
        name,
        parts + AT_OFFSET.formatted("$" + offsetParameter + "::bigint"),
        "SELECT coalesce(sum(n), 0)::bigint FROM part",
        "<= ((SELECT created_at FROM first), (SELECT email FROM first))",
        "$" + (offsetParameter + 1) + "::bigint");
  }

  /**
   * Returns the statement that returns a page as columns.
   *
   * @param with the expressions before its SELECT; may be empty
   * @param total selects the total; may be empty
   */
  private static String page(
      String name, String with, String total, String position, String limit) {
    String column = total.isEmpty() ? "" : ", (" + total + ")";
    String from = FROM_POSITION.formatted(position, limit);
    String columns = StatementName.put(name, with + COLUMNS.formatted(column, from.indent(2)));
    ROWS_OF.put(columns, StatementName.put(name + "-rows", with + ROWS.formatted(column, from)));
    return columns;
  }
}
