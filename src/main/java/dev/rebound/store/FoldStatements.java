package dev.rebound.store;

/**
 * The statements that fold the counts of a day: they replace the rows of its slots with one row, so
 * that readers add up one row for each day. $1 account, $2 rows at most. Each returns the number of
 * rows that it replaced.
 *
 * <p>A fold takes only rows that no writer holds, and never waits for one. A writer that finds its
 * row deleted inserts it again. Rows of the current day stay, because all writers use them.
 *
 * <p>Writers use the slots from 0, and a folded count has slot -2. On the day -infinity, {@code
 * list_day} also has the sum of all folded days, slot -1, and its negative, slot -3. So the total
 * of a list is the sum of the few rows from slot -1 on, and the sum of all rows stays the same.
 */
final class FoldStatements {
  private static final String FOLDED = "SELECT %1$s, -2 AS slot, n FROM gone";

  static final String LIST_DAY =
      statement(
          "list_day",
          "day",
          "day",
          FOLDED
              + """

                  UNION ALL
                  SELECT date '-infinity', -1, n FROM gone
                  UNION ALL
                  SELECT date '-infinity', -3, -n FROM gone\
              """);

  static final String BOUNCE_DAY =
      statement("bounce_day", "day, classification", "day, classification", FOLDED);

  static final String DOMAIN_DAY =
      statement("domain_day", "classification, day, domain", "day, classification, domain", FOLDED);

  private FoldStatements() {}

  /**
   * @param key the columns of the table's key between account and slot
   * @param order the same columns in the order of the index of unfolded rows
   * @param moved the rows to add, from the CTE {@code gone}
   */
  private static String statement(String table, String key, String order, String moved) {
    return """
        -- fold.%1$s
        WITH batch AS MATERIALIZED (
          SELECT k.ctid AS id
          FROM %1$s AS k
          WHERE k.account_id = $1::bigint
            AND k.slot >= 0
            AND k.day <> (now() AT TIME ZONE 'UTC')::date
          ORDER BY %3$s, slot
          LIMIT $2::bigint
          FOR UPDATE OF k SKIP LOCKED
        ), gone AS (
          DELETE FROM %1$s AS k
          WHERE k.account_id = $1::bigint
            AND k.ctid = ANY (ARRAY(SELECT id FROM batch))
          RETURNING %2$s, n
        ), folded AS (
          INSERT INTO %1$s AS k (account_id, %2$s, slot, n)
          SELECT $1::bigint, %2$s, slot, sum(n)
          FROM (
            %4$s
          ) AS moved
          GROUP BY %2$s, slot
          ORDER BY %2$s, slot
          ON CONFLICT (account_id, %2$s, slot) DO UPDATE SET n = k.n + excluded.n
        )
        SELECT count(*) FROM gone
        """
        .formatted(table, key, order, moved.formatted(key));
  }
}
