package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schema can be spread by account over a Citus cluster. There is none here: {@code
 * distribute.sql} runs on stand-ins of its functions, which refuse what Citus refuses.
 */
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it replaces the functions of Citus")
class SchemaTest {
  private static final String TABLES =
      """
      SELECT relname
      FROM pg_class
      WHERE relkind IN ('r', 'p')
        AND relnamespace = 'public'::regnamespace
        AND relname NOT IN ('placement', 'flyway_schema_history')
      """;

  private static Connection connection;

  @BeforeAll
  static void distribute() throws Exception {
    String url = TestDatabase.migrated();
    connection = TestDatabase.connect(url);
    execute(rules());
    execute(Files.readString(Path.of("db", "citus", "distribute.sql")));
  }

  private static String rules() throws IOException {
    try (InputStream rules = SchemaTest.class.getResourceAsStream("citus-rules.sql")) {
      return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  /** That none is named twice, the stand-ins see to. */
  @Test
  void everyTableIsPlaced() throws SQLException {
    assertEquals(texts(TABLES), texts("SELECT of::text FROM placement"));
  }

  @Test
  void allThatBelongsToAnAccountLiesTogether() throws SQLException {
    assertEquals(
        Set.of("account_id bounce"),
        texts(
            "SELECT DISTINCT distribution || ' ' || colocated FROM placement WHERE colocated IS NOT NULL"));
    assertEquals(
        Pinning.DISTRIBUTED, texts("SELECT of::text FROM placement WHERE colocated IS NOT NULL"));
    assertEquals(
        Set.of("account", "api_key", "webhook"),
        texts("SELECT of::text FROM placement WHERE colocated IS NULL"));
  }

  /** A number of one table is never cut where it meets another's. */
  @Test
  void accountsAreBigintEverywhere() throws SQLException {
    assertEquals(
        Set.of(),
        texts(
            """
            SELECT attrelid::regclass || '.' || attname
            FROM pg_attribute
            WHERE attname = 'account_id'
              AND atttypid <> 'bigint'::regtype
              AND attrelid IN (SELECT of FROM placement)
            """));
  }

  @Test
  void thereAreNoTriggersNoFunctionsAndNoViews() throws SQLException {
    assertEquals(
        Set.of(),
        texts(
            """
            SELECT tgname
            FROM pg_trigger
            WHERE NOT tgisinternal
            UNION ALL
            SELECT viewname
            FROM pg_views
            WHERE schemaname = 'public'
            UNION ALL
            SELECT proname
            FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
              AND proname NOT IN ('create_reference_table', 'create_distributed_table', 'refuse_what_no_node_keeps')
              AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
            """));
  }

  /** The stand-ins are no use if they let everything pass. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (id bigint PRIMARY KEY, account_id bigint)                              | a unique key of t lacks account_id
          (account_id bigint, n int, UNIQUE (n) INCLUDE (account_id))             | a unique key of t lacks account_id
          (account_id int)                                                        | t has no bigint account_id
          (account bigint)                                                        | t has no bigint account_id
          (account_id bigint, n serial)                                           | t counts in less than bigint
          (account_id bigint, n int GENERATED ALWAYS AS IDENTITY)                 | t counts in less than bigint
          (account_id bigint, email text, FOREIGN KEY (account_id, email) REFERENCES local)   | t refers to rows on other nodes
          (account_id bigint, other bigint, email text, FOREIGN KEY (other, email) REFERENCES bounce) | t refers to rows on other nodes
          (account_id bigint) INHERITS (base)                                     | t inherits
          """)
  void whatCitusRefusesIsRefused(String table, String refusal) throws SQLException {
    execute("BEGIN");
    execute("CREATE TABLE local (a bigint, e text, PRIMARY KEY (a, e)); CREATE TABLE base (x int)");
    execute("CREATE TABLE t " + table);
    assertRefused(
        refusal, "SELECT create_distributed_table('t', 'account_id', colocate_with => 'bounce')");
  }

  @Test
  void aKeyToTheSameAccountsRowsIsAllowedAndATriggerIsNot() throws SQLException {
    execute("BEGIN");
    execute(
        """
        CREATE TABLE t (
          account_id bigint REFERENCES account,
          email text,
          FOREIGN KEY (account_id, email) REFERENCES bounce)
        """);
    execute("SAVEPOINT made");
    execute("SELECT create_distributed_table('t', 'account_id', colocate_with => 'bounce')");
    execute("ROLLBACK TO made");
    execute(
        "CREATE TRIGGER t BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()");
    assertRefused("t has triggers", "SELECT create_distributed_table('t', 'account_id')");
  }

  @Test
  void noTableIsPlacedTwiceAndAReferenceTableRefersToItsLikeOnly() throws SQLException {
    execute("BEGIN");
    assertRefused("bounce is placed already", "SELECT create_reference_table('bounce')");
    execute("BEGIN");
    execute("CREATE TABLE t (a bigint, e text, FOREIGN KEY (a, e) REFERENCES bounce)");
    assertRefused(
        "t refers to a table that is not a reference table", "SELECT create_reference_table('t')");
  }

  private static void assertRefused(String refusal, String sql) throws SQLException {
    SQLException e = assertThrows(SQLException.class, () -> execute(sql));
    execute("ROLLBACK");
    assertTrue(e.getMessage().contains(refusal), e.getMessage());
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Set<String> texts(String sql) throws SQLException {
    Set<String> texts = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
