package dev.rebound.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements that write, as calls of {@code rebound_on_shards}. Citus plans a statement of
 * several writes in parts, with a trip to a worker for each part. The function runs on the worker
 * of its account, and there it runs the whole statement on the account's shards; {@code
 * db/citus/functions.sql} creates it. Statements that only read are one trip without it.
 *
 * <p>The function receives the statement with a placeholder for each table, and all parameters as
 * text.
 */
final class CitusCalls {
  private static final String COUNTS = "told bigint, unlisted bigint, listed bigint";
  private static final String NAMES = "told uuid[], listed text[]";
  private static final String IS_HASHED = ", is_hashed boolean";

  /** The result columns of each statement that writes, by its name. */
  static final Map<String, String> RESULTS =
      Map.ofEntries(
          Map.entry("ingest.batch", COUNTS + IS_HASHED),
          Map.entry("ingest.batch-hashed", COUNTS),
          Map.entry("ingest.group", NAMES + IS_HASHED),
          Map.entry("ingest.group-hashed", NAMES),
          Map.entry("bounce.delete", "deleted bigint"),
          Map.entry("selection.delete", "deleted bigint, second bigint, email text"),
          Map.entry("deletion.undelete", "kept bigint, listed bigint"),
          Map.entry("deletion.purge", "purged bigint"),
          Map.entry("erase.events", "erased bigint"),
          Map.entry("erase.list", "deleted bigint"),
          Map.entry("erase.list-keeping", "deleted bigint"),
          Map.entry("erased.forget", "forgotten bigint"),
          Map.entry("erased.forget-all", "forgotten bigint"),
          Map.entry("retention.cut", "is_older boolean"),
          Map.entry("retention.delete", "deleted bigint, mine boolean"),
          Map.entry("verify.bounce_day", "differences bigint"),
          Map.entry("verify.domain_day", "differences bigint"),
          Map.entry("verify.list_day", "differences bigint"),
          Map.entry("verify.list_total", "differences bigint"),
          Map.entry("fold.list_day", "folded bigint"),
          Map.entry("fold.bounce_day", "folded bigint"),
          Map.entry("fold.domain_day", "folded bigint"));

  // Stands for all colocated tables: the function locks the shard of the first table.
  private static final String LOCKED = "bounce";
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(FROM|JOIN|INTO|UPDATE)\\s+"
              + "(bounce_event|bounce_removal|bounce_deleted|bounce_erased|bounce_day|list_day|domain_day"
              + "|history_start|deletion|account|bounce)\\b");

  /** A parameter of a statement: its number and its type. */
  static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)::(\\w+(?:\\[])?)");

  private static final Map<String, String> CALLS = new ConcurrentHashMap<>();

  private CitusCalls() {}

  /** Returns the call that runs a statement, or a statement that only reads as it is. */
  static String of(String sql) {
    String results = RESULTS.get(StatementName.of(sql));
    return results == null
        ? sql
        : CALLS.computeIfAbsent(sql, statement -> call(statement, results));
  }

  private static String call(String sql, String results) {
    List<String> tables = new ArrayList<>(List.of(LOCKED));
    String statement =
        TABLE
            .matcher(sql.replace("%", "%%"))
            .replaceAll(
                table -> Matcher.quoteReplacement(table.group(1) + " " + shard(tables, table)));
    return StatementName.put(
        StatementName.of(sql),
        """
        SELECT *
        FROM rebound_on_shards($1::bigint, '{%s}', $statement$
        %s$statement$, ARRAY[%s])
        AS result (%s)
        """
            .formatted(
                String.join(",", tables),
                PARAMETER.matcher(statement).replaceAll("\\$1[$1]::$2"),
                String.join(", ", parameters(sql)),
                results));
  }

  private static String shard(List<String> tables, MatchResult table) {
    if (!tables.contains(table.group(2))) {
      tables.add(table.group(2));
    }
    return "%" + (tables.indexOf(table.group(2)) + 1) + "$s";
  }

  private static List<String> parameters(String sql) {
    SortedMap<Integer, String> types =
        PARAMETER
            .matcher(sql)
            .results()
            .collect(
                Collectors.toMap(
                    parameter -> Integer.valueOf(parameter.group(1)),
                    parameter -> parameter.group(2),
                    (first, second) -> first,
                    TreeMap::new));
    return types.entrySet().stream()
        .map(type -> "$%d::%s::text".formatted(type.getKey(), type.getValue()))
        .toList();
  }
}
