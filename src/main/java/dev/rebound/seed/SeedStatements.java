package dev.rebound.seed;

import java.time.LocalDate;
import java.util.List;

/** The statements that fill and clear a database. */
final class SeedStatements {
  static final List<String> TABLES =
      List.of(
          "bounce",
          "bounce_event",
          "list_day",
          "bounce_day",
          "domain_day",
          "history_start",
          "bounce_removal",
          "deletion",
          "bounce_deleted",
          "bounce_erased");

  static final List<String> SETTINGS =
      List.of(
          // Fails rather than waits for a long import.
          "SET LOCAL lock_timeout = '10s'",
          // The server's default suits requests, not a seed.
          "SET LOCAL statement_timeout = 0",
          "SET LOCAL work_mem = '128MB'",
          "SET LOCAL maintenance_work_mem = '256MB'");

  /**
   * Keeps other sessions from ingesting between the check for rows and the commit, and from reading
   * without indexes.
   */
  static final String LOCK =
      "LOCK TABLE " + String.join(", ", TABLES) + " IN ACCESS EXCLUSIVE MODE";

  /** Keeps the tables' files until the commit, so that a rollback restores them. */
  static final String TRUNCATE = "TRUNCATE " + String.join(", ", TABLES);

  static final String IS_FILLED =
      """
      SELECT EXISTS (SELECT 1 FROM bounce)
        OR EXISTS (SELECT 1 FROM bounce_event)
        OR EXISTS (SELECT 1 FROM list_day)
        OR EXISTS (SELECT 1 FROM bounce_day)
        OR EXISTS (SELECT 1 FROM domain_day)
      """;

  /**
   * Returns the statements that drop and create each index without a constraint. Creating an index
   * over all rows is several times faster than updating it for each row.
   */
  static final String INDEXES =
      """
      SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
      FROM pg_index
      WHERE indrelid IN ('bounce'::regclass, 'bounce_event'::regclass)
        AND NOT indisunique
      ORDER BY 1
      """;

  static final String COPY_BOUNCES =
      """
      COPY bounce
        (account_id, email, created_at, reason, status, classification, last_event_at, last_fingerprint)
      FROM STDIN
      WITH (FORMAT binary)
      """;

  static final String COPY_EVENTS =
      """
      COPY bounce_event
        (account_id, occurred_at, fingerprint, email, type, reason, status, classification, rule, source)
      FROM STDIN
      WITH (FORMAT binary)
      """;

  // As services leave the counts: past days are folded, the last day has rows of all slots.
  private static final String SLOT = "CASE WHEN %s < '%s' THEN -2 ELSE hashtext(email) & 15 END";

  private static final String TOTALS =
      """
      INSERT INTO list_day (account_id, day, slot, n)
      SELECT account_id, (created_at AT TIME ZONE 'UTC')::date, %1$s, count(*)
      FROM bounce
      GROUP BY 1, 2, 3
      ORDER BY 1, 2, 3;

      INSERT INTO list_day (account_id, day, slot, n)
      SELECT account_id, date '-infinity', total.slot, total.sign * sum(n)
      FROM list_day AS k
      CROSS JOIN (VALUES (-1, 1), (-3, -1)) AS total (slot, sign)
      WHERE k.slot = -2
      GROUP BY 1, total.slot, total.sign;

      INSERT INTO bounce_day (account_id, day, classification, slot, n)
      SELECT account_id, (occurred_at AT TIME ZONE 'UTC')::date, classification COLLATE "C", %2$s, count(*)
      FROM bounce_event
      WHERE type <> 'dropped'
      GROUP BY 1, 2, 3, 4
      ORDER BY 1, 2, 3, 4;

      INSERT INTO domain_day (account_id, classification, day, domain, slot, n)
      SELECT account_id, classification COLLATE "C", (occurred_at AT TIME ZONE 'UTC')::date,
        split_part(email, '@', 2), %2$s, count(*)
      FROM bounce_event
      WHERE type <> 'dropped'
      GROUP BY 1, 2, 3, 4, 5
      ORDER BY 1, 2, 3, 4, 5
      """;

  static final String VACUUM = "VACUUM (ANALYZE) " + String.join(", ", TABLES);

  private SeedStatements() {}

  /**
   * Returns the statements that count all rows, ordered by each table's key, so that its index
   * grows at the end.
   *
   * @param last the last day of the rows
   */
  static List<String> totals(LocalDate last) {
    String start = last + " 00:00:00Z";
    return List.of(
        TOTALS
            .formatted(SLOT.formatted("created_at", start), SLOT.formatted("occurred_at", start))
            .split(";"));
  }
}
