package dev.rebound.store;

import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.Severity;
import io.vertx.sqlclient.Tuple;

/**
 * The statements over a selection of the list, one text for each shape of it. In all of them $1 is
 * the account, $2 and $3 are the first and the last second, and the address follows where there is
 * one.
 */
final class SelectionStatements {
  private static final String WHERE =
      """
      WHERE b.account_id = $1::bigint
        AND b.created_at BETWEEN to_timestamp($2::bigint) AND to_timestamp($3::bigint)""";

  private SelectionStatements() {}

  /** Adds time and place of the row to go on from, then the limit. */
  static String scanAfter(BounceSelection selection) {
    int next = next(selection);
    return scan(
        "selection.scan-after",
        selection,
        "\n  AND (b.created_at, b.email) > (to_timestamp($%d::bigint), $%d::text)"
            .formatted(next, next + 1),
        "LIMIT $%d::bigint".formatted(next + 2));
  }

  /** Adds the limit and the offset. */
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
        SELECT date_part('epoch', b.created_at)::bigint, b.email, b.reason, b.status
        FROM bounce b
        %s%s
        ORDER BY b.created_at, b.email
        %s
        """
        .formatted(name, where(selection), from, limit);
  }

  static String count(BounceSelection selection) {
    return StatementName.put(
        "selection.count", "SELECT count(*)\nFROM bounce b\n" + where(selection));
  }

  /**
   * Adds the slot of the counts. Takes turns with who changes the list, as emptying it does; one
   * row is deleted beside them.
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

  private static String severity(Severity severity) {
    return severity == Severity.SOFT
        ? "\n  AND b.status LIKE '4%'"
        : "\n  AND b.status NOT LIKE '4%'";
  }
}
