package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the database's version and encoding, and the applied migrations from Flyway's table. */
final class Schema {
  static final String EXISTS =
      """
      -- schema.exists
      SELECT to_regclass('flyway_schema_history') IS NOT NULL
      """;

  static final String APPLIED =
      """
      -- schema.applied
      SELECT version::integer
      FROM flyway_schema_history
      WHERE version IS NOT NULL
        AND success
      """;

  static final String ENCODING =
      """
      -- schema.encoding
      SELECT current_setting('server_encoding')
      """;

  static final String VERSION =
      """
      -- schema.version
      SELECT split_part(current_setting('server_version'), ' ', 1)
      """;

  private final Lane lane;

  Schema(Lane lane) {
    this.lane = lane;
  }

  Future<String> version() {
    return lane.run(VERSION, Tuple.tuple()).map(rows -> rows.iterator().next().getString(0));
  }

  Future<String> encoding() {
    return lane.run(ENCODING, Tuple.tuple()).map(rows -> rows.iterator().next().getString(0));
  }

  Future<Set<Integer>> applied() {
    return lane.run(EXISTS, Tuple.tuple())
        .compose(
            rows ->
                rows.iterator().next().getBoolean(0)
                    ? versions()
                    : Future.succeededFuture(Set.of()));
  }

  private Future<Set<Integer>> versions() {
    return lane.run(APPLIED, Tuple.tuple())
        .map(
            rows ->
                rows.stream()
                    .map(row -> row.getInteger(0))
                    .collect(Collectors.toUnmodifiableSet()));
  }
}
