package dev.rebound.store;

/**
 * The statements that compare the stored counts with a new count. Each reads one snapshot.
 * Concurrent writes change both sides equally, so that the statement corrects a count by adding the
 * difference, without a lock. Counts before the start of the history stay: their events may have
 * been deleted. $1 account, $2 whether to correct.
 */
final class VerifyStatements {
  private static final String SINCE_START = "\n    AND day >= (SELECT day FROM start)";

  static final String BOUNCE_DAY =
      statement(
          "bounce_day",
          "day, classification",
          """
          SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, classification COLLATE "C" AS classification,
            count(*) AS n
          FROM bounce_event
          WHERE account_id = $1::bigint
            AND type <> 'dropped'
            AND occurred_at >= (SELECT day::timestamp AT TIME ZONE 'UTC' FROM start)
          GROUP BY 1, 2
          """,
          SINCE_START);

  static final String DOMAIN_DAY =
      statement(
          "domain_day",
          "classification, day, domain",
          """
          SELECT classification COLLATE "C" AS classification, (occurred_at AT TIME ZONE 'UTC')::date AS day,
            split_part(email, '@', 2) COLLATE "C" AS domain, count(*) AS n
          FROM bounce_event
          WHERE account_id = $1::bigint
            AND type <> 'dropped'
            AND occurred_at >= (SELECT day::timestamp AT TIME ZONE 'UTC' FROM start)
          GROUP BY 1, 2, 3
          """,
          SINCE_START);

  static final String LIST_DAY =
      statement(
          "list_day",
          "day",
          """
          SELECT (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS n
          FROM bounce
          WHERE account_id = $1::bigint
          GROUP BY 1
          """,
          "\n    AND day > '-infinity'");

  /** Compares the total of the folded days, and its negative, with the sum of these days. */
  static final String LIST_TOTAL =
      """
      -- verify.list_total
      WITH folded AS (
        SELECT coalesce(sum(n), 0) AS n
        FROM list_day
        WHERE account_id = $1::bigint
          AND slot = -2
      ), kept AS (
        SELECT slot, n
        FROM list_day
        WHERE account_id = $1::bigint
          AND day = '-infinity'
      ), difference AS (
        SELECT total.slot, total.sign * folded.n - coalesce(kept.n, 0) AS n
        FROM folded
        CROSS JOIN (VALUES (-1, 1), (-3, -1)) AS total (slot, sign)
        LEFT JOIN kept USING (slot)
        WHERE total.sign * folded.n <> coalesce(kept.n, 0)
      ), corrected AS (
        INSERT INTO list_day AS k (account_id, day, slot, n)
        SELECT $1::bigint, date '-infinity', slot, n
        FROM difference
        WHERE $2::boolean
        ORDER BY slot
        ON CONFLICT (account_id, day, slot) DO UPDATE SET n = k.n + excluded.n
      )
      SELECT count(*) FROM difference
      """;

  private VerifyStatements() {}

  private static String statement(String table, String key, String counted, String kept) {
    return """
        -- verify.%1$s
        WITH start AS (
          SELECT coalesce(max(day), date '1970-01-01') AS day
          FROM history_start
          WHERE account_id = $1::bigint
        ), counted AS (
        %3$s), kept AS (
          SELECT %2$s, sum(n) AS n
          FROM %1$s
          WHERE account_id = $1::bigint%4$s
          GROUP BY %2$s
        ), difference AS (
          SELECT %2$s, coalesce(counted.n, 0) - coalesce(kept.n, 0) AS n
          FROM counted
          FULL JOIN kept USING (%2$s)
          WHERE coalesce(counted.n, 0) <> coalesce(kept.n, 0)
        ), corrected AS (
          INSERT INTO %1$s AS k (account_id, %2$s, slot, n)
          SELECT $1::bigint, %2$s, 0, n
          FROM difference
          WHERE $2::boolean
          ORDER BY %2$s
          ON CONFLICT (account_id, %2$s, slot) DO UPDATE SET n = k.n + excluded.n
        )
        SELECT count(*) FROM difference
        """
        .formatted(table, key, counted, kept);
  }
}
