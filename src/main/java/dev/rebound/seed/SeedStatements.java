package dev.rebound.seed;

import java.util.List;

/** The statements that fill an empty database. */
final class SeedStatements {
  static final List<String> TABLES =
      List.of(
          "bounce",
          "bounce_event",
          "list_day",
          "bounce_day",
          "domain_day",
          "history_start",
          "bounce_removal");

  static final List<String> SETTINGS =
      List.of(
          // Rather an answer than to wait behind a long import.
          "SET LOCAL lock_timeout = '10s'",
          // A default of the server is for requests, not for this.
          "SET LOCAL statement_timeout = 0",
          "SET LOCAL work_mem = '128MB'",
          "SET LOCAL maintenance_work_mem = '256MB'");

  /**
   * Nobody may tell anything between the look whether there is something and the commit, nor read
   * without the indexes: readers would wait for those anyway.
   */
  static final String LOCK =
      "LOCK TABLE " + String.join(", ", TABLES) + " IN ACCESS EXCLUSIVE MODE";

  /** Keeps the tables' files until the commit, so that it can be taken back. */
  static final String TRUNCATE = "TRUNCATE " + String.join(", ", TABLES);

  static final String IS_FILLED =
      """
      SELECT EXISTS (SELECT FROM bounce)
        OR EXISTS (SELECT FROM bounce_event)
        OR EXISTS (SELECT FROM list_day)
        OR EXISTS (SELECT FROM bounce_day)
        OR EXISTS (SELECT FROM domain_day)
      """;

  /**
   * Indexes that no constraint needs: the statement that drops each, and the one that makes it. To
   * make them over all rows takes a fraction of the time that it takes row by row.
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

  /** In the order of each table's key, so that its index grows at its end. */
  static final List<String> COUNTS =
      List.of(
          """
          INSERT INTO list_day (account_id, day, slot, n)
          SELECT account_id, (created_at AT TIME ZONE 'UTC')::date, 0, count(*)
          FROM bounce
          GROUP BY 1, 2
          ORDER BY 1, 2
          """,
          """
          INSERT INTO bounce_day (account_id, day, classification, slot, n)
          SELECT account_id, (occurred_at AT TIME ZONE 'UTC')::date, classification COLLATE "C", 0, count(*)
          FROM bounce_event
          WHERE type <> 'dropped'
          GROUP BY 1, 2, 3
          ORDER BY 1, 2, 3
          """,
          """
          INSERT INTO domain_day (account_id, classification, day, domain, slot, n)
          SELECT account_id, classification COLLATE "C", (occurred_at AT TIME ZONE 'UTC')::date,
            split_part(email, '@', 2), 0, count(*)
          FROM bounce_event
          WHERE type <> 'dropped'
          GROUP BY 1, 2, 3, 4
          ORDER BY 1, 2, 3, 4
          """);

  static final String VACUUM = "VACUUM (ANALYZE) " + String.join(", ", TABLES);

  private SeedStatements() {}
}
