package dev.rebound.store;

import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The statements on a selection of the list, with one text for each shape of selection. $1 account,
 * $2 first and $3 last second, then the array of addresses, if it names some.
 */
final class SelectionStatements {
  private static final String WHERE =
      """
      WHERE b.account_id = $1::bigint
        AND b.created_at BETWEEN to_timestamp($2::bigint) AND to_timestamp($3::bigint)\
      """;

  /**
   * The rows of some addresses. The subquery keeps the planner at the primary key: PostgreSQL would
   * read the time's index, and compare the addresses of all rows in it.
   */
  private static final String ADDRESSES =
      """
      (
        SELECT account_id, email, created_at, reason, status
        FROM bounce
        WHERE account_id = $1::bigint
          AND email = ANY ($4::text[])
        OFFSET 0
      ) AS b\
      """;

  /** The rows that one statement of a deletion deletes; it takes a fraction of a second. */
  private static final int DELETE_BATCH = 5_000;

  private SelectionStatements() {}

  /** Also time and address of the row that the page starts after, then limit. */
  static String scanAfter(BounceSelection selection) {
    int next = next(selection);
    return scan(
        "selection.scan-after",
        selection,
        "\n  AND (b.created_at, b.email) > (to_timestamp($%d::bigint), $%d::text)"
            .formatted(next, next + 1),
        "LIMIT $%d::bigint".formatted(next + 2));
  }

  /** Also limit and offset. */
  static String scan(BounceSelection selection) {
    int next = next(selection);
    return scan(
        "selection.scan",
        selection,
        "",
        "LIMIT $%d::bigint OFFSET $%d::bigint".formatted(next, next + 1));
  }

  private static String scan(String name, BounceSelection selection, String from, String limit) {
    return """
        -- %s
        SELECT date_part('epoch', b.created_at)::bigint, b.email, %s, b.status
        FROM %s
        %s%s
        ORDER BY b.created_at, b.email
        %s
        """
        .formatted(
            name,
            ReasonWindow.column("b.reason", "b.created_at, b.email"),
            table(selection),
            where(selection),
            from,
            limit);
  }

  static String count(BounceSelection selection) {
    return StatementName.put(
        "selection.count",
        "SELECT count(*)\nFROM %s\n%s".formatted(table(selection), where(selection)));
  }

  /**
   * Deletes the newest rows before a position. Returns their number and the position of the last
   * one; no row when the selection has no row before the position. Also slot of the counts, time
   * and address of the position, the parameters of {@link DeletionStatements#recorded}.
   *
   * <p>The statement finds the rows in the order of the list, where they are adjacent, locks them
   * one by one in the order of their addresses, and deletes the same part of the list. It joins no
   * rows by their addresses: a planner that expects one row in an account would compare all rows
   * with all rows, and its statistics of a list that has just grown say so. For the same reason it
   * finds each row by its position, of which both indexes have one. A row that moved down while the
   * statement waited for its lock belongs to the next batch. The limit is no parameter, for which
   * the planner would expect a tenth of the list, and read the whole table.
   */
  static String deleteBefore(BounceSelection selection) {
    int next = next(selection);
    return """
        -- selection.delete
        WITH batch AS MATERIALIZED (
          SELECT b.created_at, b.email
          FROM %7$s
          %1$s
            AND (b.created_at, b.email) < (to_timestamp($%3$d::bigint), $%4$d::text)
          ORDER BY b.created_at DESC, b.email DESC
          LIMIT %6$d
        ), doomed AS (
          SELECT b.email
          FROM (SELECT created_at, email FROM batch ORDER BY email) AS next
          CROSS JOIN LATERAL (
            SELECT r.account_id, r.email, r.created_at, r.status
            FROM bounce AS r
            WHERE r.account_id = $1::bigint
              AND r.created_at = next.created_at
              AND r.email = next.email
            OFFSET 0
            FOR UPDATE
          ) AS b
          %1$s
        ), last AS (
          SELECT created_at, email
          FROM batch
          ORDER BY created_at, email
          LIMIT 1
        ), gone AS (
          DELETE FROM bounce AS b
          %1$s
            AND (b.created_at, b.email) < (to_timestamp($%3$d::bigint), $%4$d::text)
            AND (b.created_at, b.email) >= (SELECT created_at, email FROM last)
            AND (SELECT count(*) FROM doomed) > 0
          RETURNING b.email, b.created_at, b.reason, b.status, b.classification, b.last_event_at, b.last_fingerprint
        )%2$s%5$s\
        SELECT (SELECT count(*) FROM gone), date_part('epoch', created_at)::bigint, email
        FROM last
        """
        .formatted(
            where(selection),
            BounceStatements.uncount("$" + next),
            next + 1,
            next + 2,
            DeletionStatements.recorded(next + 3),
            DELETE_BATCH,
            table(selection));
  }

  static Tuple parameters(BounceSelection selection) {
    Tuple parameters =
        Tuple.of(selection.accountId(), selection.created().from(), selection.created().to());
    List<EmailAddress> emails = selection.emails();
    if (!emails.isEmpty()) {
      parameters.addArrayOfString(emails.stream().map(EmailAddress::text).toArray(String[]::new));
    }
    return parameters;
  }

  private static int next(BounceSelection selection) {
    return selection.emails().isEmpty() ? 4 : 5;
  }

  private static String table(BounceSelection selection) {
    return selection.emails().isEmpty() ? "bounce b" : ADDRESSES;
  }

  private static String where(BounceSelection selection) {
    String email = selection.emails().isEmpty() ? "" : "\n  AND b.email = ANY ($4::text[])";
    return WHERE + email + selection.severity().map(SelectionStatements::severity).orElse("");
  }

  private static String severity(BounceSelection.Severity severity) {
    return severity == BounceSelection.Severity.SOFT
        ? "\n  AND b.status LIKE '4%'"
        : "\n  AND b.status NOT LIKE '4%'";
  }
}
