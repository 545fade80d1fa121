package dev.rebound.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a statement stays with one account, and so with one shard: wherever it reads, changes or
 * deletes rows of a distributed table, the same query level says {@code account_id = $1::bigint} of
 * that very table, and no OR beside it; wherever it inserts, {@code $1::bigint} is the account. Of
 * SQL it knows as much as the store writes; what it does not know is a fault.
 */
final class Pinning {
  static final Set<String> DISTRIBUTED =
      new TreeSet<>(
          Set.of(
              "bounce",
              "bounce_event",
              "list_day",
              "bounce_day",
              "domain_day",
              "history_start",
              "bounce_removal",
              "deletion",
              "bounce_deleted",
              "bounce_erased"));

  private static final String ACCOUNT = "$1::bigint";
  private static final Set<String> BEFORE_TABLE =
      Set.of("FROM", "JOIN", "USING", "UPDATE", "INTO", ",");
  private static final Set<String> CLAUSE_ENDS =
      Set.of(
          "LEFT",
          "INNER",
          "CROSS",
          "JOIN",
          "WHERE",
          "ON",
          "GROUP",
          "ORDER",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "RETURNING",
          "FOR",
          "USING",
          "WINDOW");
  private static final Set<String> KEYWORDS =
      Set.of("SET", "SELECT", "VALUES", "DEFAULT", "FULL", "RIGHT", "NATURAL", "TABLESAMPLE", ";");
  private static final Set<String> SET_OPERATIONS = Set.of("UNION", "INTERSECT", "EXCEPT");

  private static final Pattern NOISE = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\$\\d+(?:::\\w+(?:\\[])?)?|[A-Za-z_]\\w*(?:\\.(?:\\w+|\\*))*|\\d+|[(),;]|[^\\s\\w(),;$']+|''");

  private final List<String> faults = new ArrayList<>();

  /** A pair of parentheses and what is in it: texts, and parentheses in their turn. */
  private record Level(List<Object> items) {}

  private record Table(String name, String alias) {}

  private Pinning() {}

  /** What keeps the statement from one shard; empty when nothing does. */
  static List<String> faults(String sql) {
    Pinning pinning = new Pinning();
    String plain = TEXT.matcher(NOISE.matcher(sql).replaceAll(" ")).replaceAll("''");
    pinning.check(level(TOKEN.matcher(plain)));
    return pinning.faults;
  }

  private static Level level(Matcher tokens) {
    Level level = new Level(new ArrayList<>());
    while (tokens.find() && !tokens.group().equals(")")) {
      level.items.add(tokens.group().equals("(") ? level(tokens) : tokens.group());
    }
    return level;
  }

  private void check(Level level) {
    List<Object> part = new ArrayList<>();
    for (Object item : level.items) {
      if (item instanceof Level inner) {
        check(inner);
      }
      if (SET_OPERATIONS.contains(item)) {
        checkQuery(part);
        part = new ArrayList<>();
      } else {
        part.add(item);
      }
    }
    checkQuery(part);
  }

  /** One SELECT, INSERT, UPDATE or DELETE, perhaps behind a WITH. */
  private void checkQuery(List<Object> items) {
    int into = items.indexOf("INTO");
    int conflict = items.indexOf("CONFLICT");
    if (into >= 0 && isDistributed(items.get(into + 1))) {
      checkInsert(items, into + 1, conflict);
      if (conflict >= 0) {
        checkAssignments(items.subList(conflict, items.size()));
      }
      checkSources(items.subList(into + 2, conflict < 0 ? items.size() : conflict - 1));
    } else {
      checkSources(items);
    }
  }

  private void checkInsert(List<Object> items, int table, int conflict) {
    int columns = firstLevel(items, table);
    if (columns < 0 || !first(items.get(columns)).equals("account_id")) {
      faults.add(items.get(table) + ": its account is not the first column");
      return;
    }
    int next = columns + 1;
    boolean isGiven =
        items.get(next).equals("VALUES")
            ? items.get(next + 1) instanceof Level row
                && first(row).equals(ACCOUNT)
                && !(next + 2 < items.size() && items.get(next + 2).equals(","))
            : items.get(next).equals("SELECT") && selected(items, next + 1).equals(ACCOUNT);
    if (!isGiven) {
      faults.add(items.get(table) + ": the account inserted is not " + ACCOUNT);
    }
    if (conflict >= 0
        && items.get(conflict + 1) instanceof Level key
        && !key.items.contains("account_id")) {
      faults.add(items.get(table) + ": a conflict is not of one account");
    }
  }

  /** The first column of a SELECT. */
  private static Object selected(List<Object> items, int at) {
    boolean isDistinctOn = items.get(at).equals("DISTINCT") && items.get(at + 1).equals("ON");
    return items.get(isDistinctOn ? at + 3 : at);
  }

  private static int firstLevel(List<Object> items, int from) {
    for (int i = from; i < items.size() && i <= from + 3; i++) {
      if (items.get(i) instanceof Level) {
        return i;
      }
    }
    return -1;
  }

  private static Object first(Object level) {
    List<Object> items = ((Level) level).items;
    return items.isEmpty() ? "" : items.get(0);
  }

  private void checkAssignments(List<Object> items) {
    int set = items.indexOf("SET");
    for (int i = Math.max(0, set);
        set >= 0 && i + 1 < items.size() && !items.get(i).equals("WHERE");
        i++) {
      if (items.get(i).equals("account_id") && items.get(i + 1).equals("=")) {
        faults.add("a row is moved to another account");
      }
    }
  }

  private void checkSources(List<Object> items) {
    checkAssignments(items);
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (isDistributed(items.get(i))) {
        if (i == 0 || !BEFORE_TABLE.contains(items.get(i - 1))) {
          faults.add(items.get(i) + ": not understood where it stands");
        }
        tables.add(new Table((String) items.get(i), alias(items, i)));
      }
    }
    Set<String> pinned = pinned(items);
    for (Table table : tables) {
      boolean isAlone = tables.size() == 1 && pinned.contains("account_id");
      if (!isAlone && !pinned.contains(table.alias + ".account_id")) {
        faults.add(table.name + " " + table.alias + ": read or changed without " + ACCOUNT);
      }
    }
  }

  private static boolean isDistributed(Object item) {
    if (!(item instanceof String text)) {
      return false;
    }
    // A column such as bounce.email is no mention of the table, one of another schema is.
    String name = text.startsWith("public.") ? text.substring("public.".length()) : text;
    return DISTRIBUTED.contains(name);
  }

  private static String alias(List<Object> items, int table) {
    int next = table + 1;
    if (next < items.size() && items.get(next).equals("AS")) {
      return (String) items.get(next + 1);
    }
    boolean isAlias =
        next < items.size()
            && items.get(next) instanceof String text
            && text.matches("[a-z_]\\w*")
            && !CLAUSE_ENDS.contains(text)
            && !KEYWORDS.contains(text);
    return (String) items.get(isAlias ? next : table);
  }

  /** The columns that an ON or WHERE of this level holds to the account, whatever else it says. */
  private static Set<String> pinned(List<Object> items) {
    Set<String> pinned = new TreeSet<>();
    for (int i = 0; i < items.size(); i++) {
      boolean isOn = items.get(i).equals("ON") && !(i > 0 && items.get(i - 1).equals("DISTINCT"));
      if (isOn || items.get(i).equals("WHERE")) {
        pinned.addAll(pinnedIn(clause(items, i + 1)));
      }
    }
    return pinned;
  }

  private static List<Object> clause(List<Object> items, int from) {
    int to = from;
    while (to < items.size() && !CLAUSE_ENDS.contains(items.get(to))) {
      to++;
    }
    return items.subList(from, to);
  }

  private static Set<String> pinnedIn(List<Object> clause) {
    Set<String> pinned = new TreeSet<>();
    if (clause.contains("OR")) {
      return pinned;
    }
    for (int i = 0; i + 2 < clause.size(); i++) {
      boolean isWhole =
          (i == 0 || clause.get(i - 1).equals("AND"))
              && (i + 3 == clause.size() || clause.get(i + 3).equals("AND"));
      if (isWhole && clause.get(i + 1).equals("=") && clause.get(i + 2).equals(ACCOUNT)) {
        pinned.add(clause.get(i).toString());
      }
    }
    return pinned;
  }
}
