package dev.rebound.store;

import dev.rebound.domain.BounceSelection;
import io.vertx.sqlclient.Tuple;

/**
 * The statements on a selection of the list, with one text for each shape of selection. $1 account,
 * $2 first and $3 last second, then the address if there is one.
 */
final class SelectionStatements {
  private static final String WHERE =
      """
      WHERE b.account_id = $1::bigint
        AND b.created_at BETWEEN to_timestamp($2::bigint) AND to_timestamp($3::bigint)""";

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
        FROM bounce b
        %s%s
        ORDER BY b.created_at, b.email
        %s
        """
        .formatted(
            name,
            ReasonWindow.column("b.reason", "b.created_at, b.email"),
            where(selection),
            from,
            limit);
  }

  static String count(BounceSelection selection) {
    return StatementName.put(
        "selection.count", "SELECT count(*)\nFROM bounce b\n" + where(selection));
  }

  /**
   * Also slot of the counts. Takes the account's lock exclusively, as the deletion of the whole
   * list does, except to delete one address.
   */
  static String delete(BounceSelection selection) {
    String shared = selection.email().isEmpty() ? "" : "_shared";
    String slot = "$" + next(selection) + "::smallint";
    return """
        -- selection.delete
        WITH turn AS MATERIALIZED (
          SELECT pg_advisory_xact_lock%s($1::bigint)
        ), gone AS (
          DELETE FROM bounce AS b
          USING turn
          %s
          RETURNING b.email, b.created_at, b.last_event_at, b.last_fingerprint
        )"""
            .formatted(shared, where(selection))
        + BounceStatements.uncount().replace("$2::smallint", slot);
  }

  static Tuple parameters(BounceSelection selection) {
    Tuple parameters =
        Tuple.of(selection.accountId(), selection.created().from(), selection.created().to());
    selection.email().ifPresent(email -> parameters.addString(email.text()));
    return parameters;
  }

  private static int next(BounceSelection selection) {
    return selection.email().isEmpty() ? 4 : 5;
  }

  private static String where(BounceSelection selection) {
    String email = selection.email().isEmpty() ? "" : "\n  AND b.email = $4::text";
    return WHERE + email + selection.severity().map(SelectionStatements::severity).orElse("");
  }

  private static String severity(BounceSelection.Severity severity) {
    return severity == BounceSelection.Severity.SOFT
        ? "\n  AND b.status LIKE '4%'"
        : "\n  AND b.status NOT LIKE '4%'";
  }
}
