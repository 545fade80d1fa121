package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement that the store can run stays with one account, and so with one shard. */
class PinnedStatementsTest {
  /** What is over all accounts on purpose, and why: nothing of the store's. */
  private static final Map<String, String> ADMINISTRATIVE =
      Map.of(
          "seed/SeedStatements.java", "fills or empties a whole database, with nobody beside it",
          "seed/SeedWriter.java", "runs those");

  // Methods that write statements; the tests below ask each for every shape that it has.
  private static final Set<String> WRITERS =
      new TreeSet<>(
          Set.of(
              "FilterStatements.counted",
              "FilterStatements.few",
              "FilterStatements.newest",
              "ListStatements.count",
              "ListStatements.page",
              "ListStatements.pageRows",
              "RangeStatements.page",
              "SelectionStatements.count",
              "SelectionStatements.deleteBefore",
              "SelectionStatements.scan",
              "SelectionStatements.scanAfter"));
  // Those that write a part of one.
  private static final Set<String> PARTS =
      Set.of(
          "BounceStatements.uncount",
          "BounceStatements.counted",
          "BounceStatements.keepNewest",
          "DeletionStatements.noted",
          "DeletionStatements.recorded",
          "IngestStatements.counting");

  /** Where a statement names a distributed table. */
  static final Pattern MENTION =
      Pattern.compile(
          "\\b(FROM|INTO|UPDATE|JOIN|TABLE|TRUNCATE|COPY)\\s+("
              + String.join("|", Pinning.DISTRIBUTED)
              + ")\\b");

  private static final Pattern WRITE =
      Pattern.compile(
          "\\b(INSERT INTO|UPDATE|DELETE FROM)\\s+("
              + String.join("|", Pinning.DISTRIBUTED)
              + ")\\b");
  private static final Pattern NO_TARGETS = Pattern.compile("\\bSELECT\\s+(FROM|WHERE|UNION)\\b");
  private static final Pattern SUBSCRIPT = Pattern.compile("\\)\\s*\\[");
  private static final Path SEED = Path.of("src/main/java/dev/rebound/seed/SeedStatements.java");

  private static final List<JavaClass> STATEMENT_CLASSES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.rebound.store")
              .stream()
              .filter(type -> type.getSimpleName().endsWith("Statements"))
              .toList();

  @Test
  void everyConstantStatementIsOfOneAccount() throws Exception {
    Map<String, String> statements = constants();
    assertTrue(statements.size() > 30, statements.keySet().toString());
    assertTrue(statements.containsKey("IngestStatements.GROUP"), statements.keySet().toString());
    assertEquals(Map.of(), faults(statements));
  }

  @Test
  void everyWrittenStatementIsOfOneAccount() {
    Map<String, String> statements = written();
    assertEquals(
        WRITERS,
        statements.keySet().stream()
            .map(name -> name.split(" ")[0])
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(Map.of(), faults(statements));
  }

  /** Citus runs a statement without a target list as one of a function that returns records. */
  @Test
  void everySelectHasATargetList() throws Exception {
    Map<String, String> statements = constants();
    statements.putAll(written());
    statements.put("the seed", Files.readString(SEED));
    assertEquals(Set.of(), matching(statements, NO_TARGETS));
    assertTrue(NO_TARGETS.matcher("EXISTS (SELECT\n FROM bounce)").find());
  }

  /** Such a subscript ends the coordinator of Citus 13.2 with a segmentation fault. */
  @Test
  void noStatementTakesAnElementOfAnExpression() throws Exception {
    Map<String, String> statements = constants();
    statements.putAll(written());
    assertEquals(Set.of(), matching(statements, SUBSCRIPT));
    assertTrue(SUBSCRIPT.matcher("SET deliveries = ($1 || deliveries)[1:2]").find());
  }

  /** Citus plans writes in parts, and refuses some; the function runs them on one worker. */
  @Test
  void everyWriteToADistributedTableIsACallOnCitus() throws Exception {
    Map<String, String> statements = constants();
    statements.putAll(written());
    Set<String> writes = matching(statements, WRITE);
    Set<String> calls = new TreeSet<>();
    statements.forEach(
        (name, sql) -> {
          if (!CitusCalls.of(sql).equals(sql)) {
            calls.add(name);
          }
        });
    assertEquals(writes, calls);
    assertEquals(
        CitusCalls.RESULTS.keySet(),
        calls.stream()
            .map(name -> StatementName.of(statements.get(name)))
            .collect(Collectors.toSet()));
  }

  /** In a call, each table is a placeholder and each parameter an element of the array. */
  @Test
  void noCallNamesATableOrAParameterInItsStatement() throws Exception {
    Map<String, String> statements = constants();
    statements.putAll(written());
    statements.replaceAll((name, sql) -> inner(CitusCalls.of(sql)));
    assertEquals(Set.of(), matching(statements, Pattern.compile(MENTION + "|\\$\\d+::")));
  }

  private static String inner(String call) {
    String[] parts = call.split("\\$statement\\$");
    return parts.length == 3 ? parts[1] : "";
  }

  private static Set<String> matching(Map<String, String> statements, Pattern pattern) {
    return statements.keySet().stream()
        .filter(name -> pattern.matcher(statements.get(name)).find())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noMethodWritesStatementsThatAreNotLookedAt() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : STATEMENT_CLASSES) {
      for (JavaMethod method : type.getMethods()) {
        String result = method.getRawReturnType().getSimpleName();
        boolean isText = result.equals("String") || result.equals("Bound");
        if (isText && !method.getModifiers().contains(JavaModifier.PRIVATE)) {
          found.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    found.removeAll(PARTS);
    assertEquals(WRITERS, found);
  }

  @Test
  void noOtherClassSpeaksSqlOfTheseTables() throws IOException {
    Path sources = Path.of("src", "main", "java", "dev", "rebound");
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> others =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(
                  file ->
                      !file.toString().endsWith("Statements.java")
                          || file.toString().contains("seed"))
              .filter(PinnedStatementsTest::mentionsTable)
              .map(file -> sources.relativize(file).toString().replace('\\', '/'))
              .filter(file -> !ADMINISTRATIVE.containsKey(file))
              .toList();
      assertEquals(List.of(), others);
    }
  }

  private static boolean mentionsTable(Path file) {
    try {
      return MENTION.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSeedsStatementsWouldBeFound() throws Exception {
    String seed = Files.readString(SEED);
    assertTrue(MENTION.matcher(seed).find());
    assertFalse(Pinning.faults("SELECT EXISTS (SELECT FROM bounce)").isEmpty());
  }

  private static Map<String, List<String>> faults(Map<String, String> statements) {
    Map<String, List<String>> faults = new TreeMap<>();
    statements.forEach(
        (name, sql) -> {
          if (!Pinning.faults(sql).isEmpty()) {
            faults.put(name, Pinning.faults(sql));
          }
        });
    return faults;
  }

  /** By reflection, so that none can be forgotten. */
  static Map<String, String> constants() throws IllegalAccessException {
    Map<String, String> constants = new TreeMap<>();
    for (JavaClass type : STATEMENT_CLASSES) {
      for (JavaField field : type.getFields()) {
        boolean isText = field.getRawType().isEquivalentTo(String.class);
        if (isText && !field.getModifiers().contains(JavaModifier.PRIVATE)) {
          constants.put(
              type.getSimpleName() + "." + field.getName(), (String) field.reflect().get(null));
        }
      }
    }
    return constants;
  }

  static Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    for (BounceSelection selection : selections()) {
      String name = " " + selection.severity() + " " + selection.emails().size();
      written.put("SelectionStatements.scan" + name, SelectionStatements.scan(selection));
      written.put("SelectionStatements.scanAfter" + name, SelectionStatements.scanAfter(selection));
      written.put("SelectionStatements.count" + name, SelectionStatements.count(selection));
      written.put(
          "SelectionStatements.deleteBefore" + name, SelectionStatements.deleteBefore(selection));
    }
    for (BouncePage.Query query : queries()) {
      String name = " " + query;
      written.put("ListStatements.page" + name, ListStatements.page(query).sql());
      written.put("ListStatements.pageRows" + name, ListStatements.pageRows(query).sql());
      written.put("ListStatements.count" + name, ListStatements.count(query).sql());
      if (!(query.filter() instanceof EmailFilter.Any)) {
        written.put("FilterStatements.newest" + name, FilterStatements.newest(query, 10).sql());
        written.put("FilterStatements.few" + name, FilterStatements.few(query).sql());
        boolean isPattern = query.filter() instanceof EmailFilter.Pattern;
        written.put(
            (isPattern ? "FilterStatements.counted" : "RangeStatements.page") + name,
            (isPattern ? FilterStatements.counted(query, 10) : RangeStatements.page(query, 10))
                .sql());
      }
    }
    return written;
  }

  private static List<BounceSelection> selections() {
    List<BounceSelection> selections = new ArrayList<>();
    EmailAddress first = new EmailAddress("a@x.org");
    EmailAddress second = new EmailAddress("b@x.org");
    for (List<EmailAddress> emails :
        List.of(List.<EmailAddress>of(), List.of(first), List.of(first, second))) {
      for (Optional<BounceSelection.Severity> severity :
          List.of(
              Optional.<BounceSelection.Severity>empty(),
              Optional.of(BounceSelection.Severity.SOFT),
              Optional.of(BounceSelection.Severity.HARD))) {
        selections.add(new BounceSelection(1, TimeRange.ALL, emails, severity));
      }
    }
    return selections;
  }

  private static List<BouncePage.Query> queries() {
    List<BouncePage.Query> queries = new ArrayList<>();
    for (TimeRange range : List.of(TimeRange.ALL, new TimeRange(5, 900_000))) {
      for (long offset : List.of(0L, 5000L)) {
        for (String filter : List.of("", "a", "a%b", "%bc", "%bcd")) {
          EmailFilter email = filter.isEmpty() ? EmailFilter.ANY : EmailFilter.of(filter);
          queries.add(
              new BouncePage.Query(1, range, email, new Page(10, offset), Optional.empty()));
        }
      }
    }
    return queries;
  }
}
