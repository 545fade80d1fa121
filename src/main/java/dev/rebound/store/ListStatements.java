package dev.rebound.store;

import dev.rebound.domain.BounceQuery;
import dev.rebound.domain.Page;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/**
 * The statements that read the list without a filter. They stay prepared: their plans hold for any
 * values. An open end of a time range is the first or last second that can be stored.
 *
 * <p>$1 is the account, $2 the first second.
 */
final class ListStatements {
  // The upper end is one comparison of both columns and no end of a range beside it: the index is
  // entered at one of the two, and PostgreSQL does not know at which. The inner limit tells the
  // planner that a page is small, which a parameter does not. Seconds are told by date_part:
  // extract counts in decimals, which took a quarter of the page's time.
  private static final String FROM_POSITION =
      """
      SELECT date_part('epoch', created_at)::bigint, email, reason, status%s
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

  private static final String BEHIND = "< (to_timestamp($3::bigint), $4::text)";

  /** Behind a position, $3 and $4; $5 limit. */
  static final String PAGE =
      StatementName.put("list.page-after", FROM_POSITION.formatted("", BEHIND, "$5::bigint"));

  private static final String NUMBER_OF_ALL =
      """
      SELECT coalesce(sum(n), 0)::bigint
      FROM list_day
      WHERE account_id = $1::bigint
      """;

  /** How many rows are on the list. */
  static final String COUNT_ALL = StatementName.put("list.count-all", NUMBER_OF_ALL);

  // By the parts of a range, $4 and $5; the same ones as PARTS.
  private static final String NUMBER =
      """
      SELECT (
        (
          SELECT coalesce(sum(n), 0)
          FROM list_day
          WHERE account_id = $1::bigint
            AND day >= (to_timestamp($4::bigint) AT TIME ZONE 'UTC')::date
            AND day < (to_timestamp($5::bigint) AT TIME ZONE 'UTC')::date
        ) + (
          SELECT count(*)
          FROM bounce
          WHERE account_id = $1::bigint
            AND created_at BETWEEN to_timestamp($5::bigint) AND to_timestamp($3::bigint)
        ) + (
          SELECT count(*)
          FROM bounce
          WHERE account_id = $1::bigint
            AND created_at >= to_timestamp($2::bigint)
            AND created_at < to_timestamp($4::bigint)
        )
      )::bigint
      """;

  /** How many rows are in a range. */
  static final String COUNT = StatementName.put("list.count", NUMBER);

  /** The same as {@link #PAGE}; beside each row how many are on the list. */
  static final String FIRST_PAGE_OF_ALL =
      StatementName.put(
          "list.first-page-of-all",
          FROM_POSITION.formatted(", (" + NUMBER_OF_ALL + ")", BEHIND, "$5::bigint"));

  // The days of the whole list, and how many rows each holds, as counted.
  private static final String DAYS =
      """
      WITH part (until, n) AS (
        SELECT (day + 1)::timestamp AT TIME ZONE 'UTC', sum(n)::bigint
        FROM list_day
        WHERE account_id = $1::bigint
        GROUP BY day
      )""";

  // The parts of a range of time, $2 to $3: the whole days in it, from $4 up to but without $5, and
  // what it holds of a day at either end.
  private static final String PARTS =
      """
      WITH part (until, n) AS (
        SELECT (day + 1)::timestamp AT TIME ZONE 'UTC', sum(n)::bigint
        FROM list_day
        WHERE account_id = $1::bigint
          AND day >= (to_timestamp($4::bigint) AT TIME ZONE 'UTC')::date
          AND day < (to_timestamp($5::bigint) AT TIME ZONE 'UTC')::date
        GROUP BY day
        UNION ALL
        SELECT to_timestamp($3::bigint + 1), count(*)
        FROM bounce
        WHERE account_id = $1::bigint
          AND created_at BETWEEN to_timestamp($5::bigint) AND to_timestamp($3::bigint)
        UNION ALL
        SELECT to_timestamp($4::bigint), count(*)
        FROM bounce
        WHERE account_id = $1::bigint
          AND created_at >= to_timestamp($2::bigint)
          AND created_at < to_timestamp($4::bigint)
      )""";

  // The counts tell the part that holds an offset; within the part rows are skipped on the
  // index alone. All in one statement: counts and rows are of the same moment.
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

  /** The first page of a range, $6 limit; beside each row how many are in the range. */
  static final String FIRST_PAGE =
      StatementName.put(
          "list.first-page",
          FROM_POSITION.formatted(
              ", (" + NUMBER + ")", "< (to_timestamp($3::bigint + 1), '')", "$6::bigint"));

  /** A page of the whole list. */
  static final String PAGE_AT_OFFSET_OF_ALL =
      StatementName.put("list.page-at-offset-of-all", DAYS + atOffset(3));

  /** A page of a range. */
  static final String PAGE_AT_OFFSET =
      StatementName.put("list.page-at-offset", PARTS + atOffset(6));

  private static final long DAY = Duration.ofDays(1).toSeconds();

  private ListStatements() {}

  /** A statement with its parameters. */
  record Bound(String sql, Tuple parameters) {}

  /** A page; one by offset, unless it is empty, has the number of all rows in the fifth column. */
  static Bound page(BounceQuery query) {
    Page page = query.page();
    boolean isAll = query.created().isAll();
    if (query.after().isPresent()) {
      return new Bound(PAGE, position(query).addInteger(page.limit()));
    }
    if (page.offset() == 0) {
      return isAll
          ? new Bound(FIRST_PAGE_OF_ALL, position(query).addInteger(page.limit()))
          : new Bound(FIRST_PAGE, parts(query).addInteger(page.limit()));
    }
    Tuple range = isAll ? Tuple.of(query.accountId(), query.created().from()) : parts(query);
    return new Bound(
        isAll ? PAGE_AT_OFFSET_OF_ALL : PAGE_AT_OFFSET,
        range.addLong(page.offset()).addInteger(page.limit()));
  }

  /** How many rows there are in the query's time range, whatever its filter. */
  static Bound count(BounceQuery query) {
    return query.created().isAll()
        ? new Bound(COUNT_ALL, Tuple.of(query.accountId()))
        : new Bound(COUNT, parts(query));
  }

  /** Account, first second, and the place that the page is behind: at first, that of no row. */
  static Tuple position(BounceQuery query) {
    long end = query.created().to() + 1;
    Tuple common = Tuple.of(query.accountId(), query.created().from());
    // A place of before may be newer than the range that is asked for now.
    return query
        .after()
        .filter(after -> after.created() < end)
        .map(after -> common.addLong(after.created()).addString(after.email()))
        .orElseGet(() -> common.addLong(end).addString(""));
  }

  private static Tuple parts(BounceQuery query) {
    long from = query.created().from();
    long to = query.created().to();
    long firstDay = -Math.floorDiv(-from, DAY) * DAY;
    long lastDay = Math.floorDiv(to + 1, DAY) * DAY;
    boolean hasDays = firstDay < lastDay;
    return Tuple.of(
        query.accountId(), from, to, hasDays ? firstDay : from, hasDays ? lastDay : from);
  }

  /** What follows the parts; the offset is parameter {@code next}, the limit the one after. */
  private static String atOffset(int next) {
    String first = "<= ((SELECT created_at FROM first), (SELECT email FROM first))";
    return AT_OFFSET.formatted("$" + next + "::bigint")
        + FROM_POSITION.formatted(
            ", (SELECT sum(n)::bigint FROM part)", first, "$" + (next + 1) + "::bigint");
  }
}
