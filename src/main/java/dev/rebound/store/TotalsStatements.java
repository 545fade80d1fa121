package dev.rebound.store;

/** The statements on the counts of events. */
final class TotalsStatements {
  // One row with an array or a text for each column, as for a page of the list. Days count from the
  // epoch. The aggregates receive the rows in the order of the subquery.
  private static final String COLUMNS =
      """
      SELECT array_agg(day - date '1970-01-01'), %s, array_agg(total)
      FROM (
      %%s) AS totals
      """
          .formatted(JoinedColumn.of("name"));

  /** $1 account, $2 and $3 first and last day, $4 limit. */
  static final String BY_CLASS =
      columns(
          "totals.by-class",
          """
          SELECT day, classification AS name, sum(n)::bigint AS total
          FROM bounce_day
          WHERE account_id = $1::bigint
            AND day BETWEEN $2::date AND $3::date
          GROUP BY day, classification
          HAVING sum(n) > 0
          ORDER BY day, total DESC, classification
          LIMIT $4::bigint
          """);

  /** $1 account, $2 and $3 first and last day, $4 limit, $5 class. */
  static final String BY_DOMAIN =
      columns(
          "totals.by-domain",
          """
          SELECT day, domain AS name, sum(n)::bigint AS total
          FROM domain_day
          WHERE account_id = $1::bigint
            AND classification = $5::text
            AND day BETWEEN $2::date AND $3::date
          GROUP BY day, domain
          HAVING sum(n) > 0
          ORDER BY day, total DESC, domain
          LIMIT $4::bigint
          """);

  private TotalsStatements() {}

  private static String columns(String name, String totals) {
    return StatementName.put(name, COLUMNS.formatted(totals.indent(2)));
  }
}
