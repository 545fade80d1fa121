package dev.rebound.store;

/** The statements on the counts of events. */
final class TotalsStatements {
  /** $1 account, $2 and $3 first and last day, $4 limit. */
  static final String BY_CLASS =
      """
      -- totals.by-class
      SELECT day, classification, sum(n)::bigint AS total
      FROM bounce_day
      WHERE account_id = $1::bigint
        AND day BETWEEN $2::date AND $3::date
      GROUP BY day, classification
      HAVING sum(n) > 0
      ORDER BY day, total DESC, classification
      LIMIT $4::bigint
      """;

  /** $1 account, $2 and $3 first and last day, $4 limit, $5 class. */
  static final String BY_DOMAIN =
      """
      -- totals.by-domain
      SELECT day, domain, sum(n)::bigint AS total
      FROM domain_day
      WHERE account_id = $1::bigint
        AND classification = $5::text
        AND day BETWEEN $2::date AND $3::date
      GROUP BY day, domain
      HAVING sum(n) > 0
      ORDER BY day, total DESC, domain
      LIMIT $4::bigint
      """;

  private TotalsStatements() {}
}
