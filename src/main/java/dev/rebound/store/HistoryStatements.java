package dev.rebound.store;

/** The statements that read the history of an address, newest first. */
final class HistoryStatements {
  private static final String EVENTS =
      """
      SELECT date_part('epoch', occurred_at)::bigint, fingerprint, type, reason, status, classification, rule, source
      FROM bounce_event
      WHERE account_id = $1::bigint
        AND email = $2::text%s
      ORDER BY occurred_at DESC, fingerprint DESC
      LIMIT $3::bigint
      """;

  /** $1 account, $2 address, $3 rows at most. */
  static final String NEWEST = StatementName.put("history.newest", EVENTS.formatted(""));

  /** Also $4 time and $5 fingerprint of the event that the page starts after. */
  static final String BEFORE =
      StatementName.put(
          "history.before",
          EVENTS.formatted(
              "\n  AND (occurred_at, fingerprint) < (to_timestamp($4::bigint), $5::uuid)"));

  private HistoryStatements() {}
}
