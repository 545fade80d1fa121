package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement reads by the index that was made for it. */
@DisabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it reads the plans of one PostgreSQL")
class PlanTest {
  private static final String EVER = "1, 0, 253402300799";
  private static final String FIVE = "5, 0, 253402300799";
  private static final String FROM_TOP = "1, 0, 253402300800, ''";
  // First and last second, first whole day and the one after the last.
  private static final String A_WEEK = "1, 1610000000, 1610604800, 1610064000, 1610582400";

  private static final String DELETION = "'0192b1a0-0000-7000-8000-000000000000'";
  private static final String ORIGIN = ", " + DELETION + ", 'v3.all', 'key', 'request', true";

  private static final String NO_EVENTS =
      "1, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', 'api'";

  private static final BounceSelection ALL =
      new BounceSelection(1, TimeRange.ALL, List.of(), Optional.empty());
  private static final BounceSelection SOFT =
      new BounceSelection(1, TimeRange.ALL, List.of(), Optional.of(BounceSelection.Severity.SOFT));
  private static final BounceSelection ONE =
      new BounceSelection(1, TimeRange.ALL, List.of(new EmailAddress("a@x.org")), Optional.empty());
  private static final BounceSelection TWO =
      new BounceSelection(
          1,
          TimeRange.ALL,
          List.of(new EmailAddress("a@x.org"), new EmailAddress("b@x.org")),
          Optional.empty());

  private static final List<String> ROWS =
      List.of(
          """
          INSERT INTO account (name, parent_id, external_id)
          SELECT 'user-' || i, 1, i
          FROM generate_series(1, 2000) AS i
          """,
          """
          INSERT INTO api_key (key_id, account_id, secret_sha256, scopes, label)
          SELECT md5(i::text), 1, sha256(i::text::bytea), NULL, ''
          FROM generate_series(1, 2000) AS i
          """,
          """
          INSERT INTO webhook (webhook_id, account_id, public_key, label)
          SELECT md5(i::text), 1, sha256(i::text::bytea), ''
          FROM generate_series(1, 2000) AS i
          """,
          // Accounts 1 to 4, of 12,000, 6,000, 1,990 and 10 rows, as if in the order of arrival.
          """
          INSERT INTO bounce
          SELECT
            CASE
              WHEN i % 10 < 6 THEN 1
              WHEN i % 10 < 9 THEN 2
              WHEN i % 2000 < 1990 THEN 3
              ELSE 4
            END,
            substr(md5(i::text), 1, 8) || i || '@'
              || (ARRAY['mail', 'post', 'web'])[1 + i % 3] || '.example',
            to_timestamp(1600000000 + i * 3600::bigint),
            repeat('550 5.1.1 no such user here ', 4), '5.1.1', 'Invalid Address',
            now(), md5(i::text)::uuid
          FROM generate_series(1, 20000) AS i
          """,
          """
          INSERT INTO list_day
          SELECT account, date '2020-09-13' + day, 0, 1
          FROM generate_series(1, 200) AS account, generate_series(1, 100) AS day
          """,
          """
          INSERT INTO bounce_event
            (account_id, occurred_at, fingerprint, email, type, reason, status, classification)
          SELECT 1 + i % 4, to_timestamp(1600000000 + i * 3600::bigint), md5(i::text)::uuid,
            'user' || i % 5000 || '@mail.example', 'bounce', '550', '5.1.1', 'Invalid Address'
          FROM generate_series(1, 20000) AS i
          """,
          """
          INSERT INTO history_start
          SELECT account, '2020-09-14'
          FROM generate_series(1, 2000) AS account
          """,
          """
          INSERT INTO bounce_removal
          SELECT 1 + i % 4, 'gone' || i || '@mail.example', to_timestamp(1600000000), md5(i::text)::uuid
          FROM generate_series(1, 20000) AS i
          """,
          """
          INSERT INTO deletion
          SELECT 1 + i % 4, md5(i::text)::uuid, now(), 'v3.all', 'key', 'request', 1
          FROM generate_series(1, 20000) AS i
          """,
          """
          INSERT INTO bounce_deleted
          SELECT 1 + i % 4, md5((i % 100)::text)::uuid, 'gone' || i || '@mail.example', now(), '550', '5.1.1',
            'Invalid Address', now(), md5(i::text)::uuid
          FROM generate_series(1, 20000) AS i
          """,
          """
          INSERT INTO bounce_erased
          SELECT 1 + i % 4, sha256(i::text::bytea), to_timestamp(1600000000)
          FROM generate_series(1, 20000) AS i
          """,
          """
          INSERT INTO bounce_day
          SELECT account, date '2020-09-13' + day, class, 0, 1
          FROM generate_series(1, 100) AS account, generate_series(1, 100) AS day,
            unnest(ARRAY['Content', 'Reputation']) AS class
          """,
          """
          INSERT INTO domain_day
          SELECT account, class, date '2020-09-13' + day, 'mail.example', 0, 1
          FROM generate_series(1, 100) AS account, generate_series(1, 100) AS day,
            unnest(ARRAY['Content', 'Reputation']) AS class
          """,
          // Most days are folded.
          "UPDATE list_day SET slot = -2 WHERE day < '2020-12-01'",
          "UPDATE bounce_day SET slot = -2 WHERE day < '2020-12-01'",
          "UPDATE domain_day SET slot = -2 WHERE day < '2020-12-01'",
          "VACUUM (ANALYZE)");

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    String url = TestDatabase.migrated();
    connection = TestDatabase.connect(url);
    for (String sql : ROWS) {
      execute(sql);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  static Stream<Arguments> prepared() {
    return Stream.of(
        arguments(BounceStatements.FIND, "1, 'ann@x.org'", "bounce_pkey"),
        arguments(BounceStatements.FIND_FEW, "1, '{a@x.org,b@x.org}'", "bounce_pkey"),
        arguments(BounceStatements.FIND_MANY, "1, '{a@x.org,b@x.org}'", "bounce_pkey"),
        arguments(
            BounceStatements.DELETE_ADDRESSES, "1, 0, '{a@x.org,b@x.org}'" + ORIGIN, "bounce_pkey"),
        arguments(ListStatements.PAGE, FROM_TOP + ", 500", "Scan using bounce_newest"),
        arguments(ListStatements.FIRST_PAGE_OF_ALL, FROM_TOP + ", 500", "Scan using bounce_newest"),
        arguments(ListStatements.FIRST_PAGE_OF_ALL, FROM_TOP + ", 500", "list_day_unfolded"),
        arguments(ListStatements.FIRST_PAGE, A_WEEK + ", 500", "Index Scan using bounce_newest"),
        arguments(ListStatements.COUNT_ALL, "1", "list_day_unfolded"),
        arguments(
            RangeStatements.FIRST_OF_PREFIX,
            "1, 'a', 'b', 500, 10001",
            "Index Scan using bounce_pkey on bounce"),
        arguments(ListStatements.SAMPLE, "1, 500", "Index Only Scan using bounce_newest"),
        arguments(ListStatements.COUNT, A_WEEK, "Index Only Scan using bounce_newest"),
        arguments(ListStatements.COUNT, A_WEEK, "list_day_pkey"),
        arguments(
            ListStatements.PAGE_AT_OFFSET_OF_ALL,
            "1, 0, 5000, 500",
            "Index Only Scan using bounce_newest"),
        arguments(
            ListStatements.PAGE_AT_OFFSET_OF_ALL, "1, 0, 5000, 500", "(ROW(created_at, email) <="),
        arguments(
            ListStatements.PAGE_AT_OFFSET,
            A_WEEK + ", 50, 500",
            "Index Only Scan using bounce_newest"),
        arguments(
            ListStatements.PAGE_AT_OFFSET, A_WEEK + ", 50, 500", "(ROW(created_at, email) <="),
        arguments(SelectionStatements.scan(ALL), EVER + ", 5000, 0", "bounce_newest"),
        arguments(
            SelectionStatements.scanAfter(SOFT),
            EVER + ", 1630000000, 'a@x.org', 5000",
            "bounce_newest"),
        arguments(SelectionStatements.scan(ONE), EVER + ", '{a@x.org}', 5000, 0", "bounce_pkey"),
        arguments(
            SelectionStatements.deleteBefore(ONE),
            EVER + ", '{a@x.org}', 0, 1630000000, ''" + ORIGIN,
            "bounce_pkey"),
        arguments(
            SelectionStatements.deleteBefore(ALL),
            EVER + ", 0, 1630000000, ''" + ORIGIN,
            "Index Only Scan using bounce_newest on bounce b"),
        arguments(
            SelectionStatements.deleteBefore(ALL),
            EVER + ", 0, 1630000000, ''" + ORIGIN,
            "Index Scan using bounce_newest on bounce r"),
        arguments(
            SelectionStatements.deleteBefore(ALL),
            EVER + ", 0, 1630000000, ''" + ORIGIN,
            "Index Scan using bounce_newest on bounce b"),
        arguments(
            SelectionStatements.scan(TWO), EVER + ", '{a@x.org,b@x.org}', 5000, 0", "bounce_pkey"),
        arguments(
            SelectionStatements.deleteBefore(TWO),
            EVER + ", '{a@x.org,b@x.org}', 0, 1630000000, ''" + ORIGIN,
            "bounce_pkey"),
        arguments(HistoryStatements.NEWEST, "1, 'user7@mail.example', 500", "bounce_event_history"),
        arguments(
            HistoryStatements.CLASSES,
            "1, '{user7@mail.example,user8@mail.example}'",
            "bounce_event_history on bounce_event e"),
        arguments(
            HistoryStatements.BEFORE,
            "1, 'user7@mail.example', 500, 1630000000, '198831c2-f6e9-12db-90ad-9e5541def446'",
            "bounce_event_history"),
        arguments(
            EraseStatements.EVENTS,
            "1, 'user7@mail.example', 1000, 'secret'",
            "bounce_event_history on bounce_event d"),
        arguments(EraseStatements.LIST, "1, 0, 'a@x.org'" + ORIGIN, "bounce_pkey on bounce b"),
        arguments(EraseStatements.LIST, "1, 0, 'a@x.org'" + ORIGIN, "bounce_deleted_pkey"),
        arguments(EraseStatements.LIST, "1, 0, 'a@x.org'" + ORIGIN, "bounce_removal_pkey"),
        arguments(DeletionStatements.NEWEST, "1, 500", "Scan Backward using deletion_pkey"),
        arguments(
            DeletionStatements.UNDELETE, "1, 0, " + DELETION + ", 5000", "bounce_deleted_pkey"),
        arguments(
            DeletionStatements.PURGE,
            "1, " + DELETION + ", 1000",
            "Index Scan using bounce_deleted_pkey on bounce_deleted d"),
        arguments(
            DeletionStatements.PURGE, "1, " + DELETION + ", 1000", "Tid Scan on bounce_deleted k"),
        arguments(
            DeletionStatements.BEFORE, "1, 500, " + DELETION, "Scan Backward using deletion_pkey"),
        arguments(
            TotalsStatements.BY_CLASS, "1, '2020-10-01', '2020-10-02', 10001", "bounce_day_pkey"),
        arguments(
            TotalsStatements.BY_DOMAIN,
            "1, '2020-10-01', '2020-10-02', 10001, 'Content'",
            "domain_day_pkey"),
        arguments(FoldStatements.LIST_DAY, "1, 1000", "using list_day_unfolded"),
        arguments(FoldStatements.LIST_DAY, "1, 1000", "Tid Scan on list_day"),
        arguments(FoldStatements.BOUNCE_DAY, "1, 1000", "using bounce_day_unfolded"),
        arguments(FoldStatements.DOMAIN_DAY, "1, 1000", "using domain_day_unfolded"),
        arguments(
            HistoryStatements.DELETE,
            "1, '2020-10-01', 1000",
            "Index Scan using bounce_event_pkey on bounce_event d"),
        arguments(HistoryStatements.DELETE, "1, '2020-10-01', 1000", "Tid Scan on bounce_event e"),
        arguments(HistoryStatements.CUT, "1, '2020-10-01'", "Only Scan using bounce_event_pkey"),
        arguments(
            IngestStatements.BATCH,
            NO_EVENTS,
            "Index Only Scan using bounce_event_pkey on bounce_event e"),
        arguments(IngestStatements.BATCH, NO_EVENTS, "history_start_pkey"),
        arguments(IngestStatements.BATCH, NO_EVENTS, "bounce_pkey on bounce b"),
        arguments(IngestStatements.BATCH, NO_EVENTS, "bounce_removal_pkey"),
        arguments(IngestStatements.BATCH_HASHED, NO_EVENTS + ", '{}'", "bounce_erased_pkey"),
        arguments(ErasedStatements.FIND, "1, '{a}'", "bounce_erased_pkey"),
        arguments(
            ErasedStatements.FORGET_SOME,
            "1, 0, 9" + ORIGIN.replaceFirst(", [^,]*$", "") + ", '{a}'",
            "bounce_erased_pkey"),
        arguments(AccountStatements.FIND_GRANT, "'id'", "api_key_pkey"),
        arguments(AccountStatements.REVOKE_KEY, "'id'", "api_key_pkey"),
        arguments(WebhookStatements.FIND, "'id'", "webhook_pkey"),
        arguments(WebhookStatements.REVOKE, "'id'", "webhook_pkey"),
        arguments(AccountStatements.FIND_ACCOUNT, "'user-7'", "account_name_key"),
        arguments(AccountStatements.FIND_BY_USERNAME, "1, 'user-7'", "account_name_key"),
        arguments(AccountStatements.FIND_BY_ACCOUNT_ID, "1, '7'", "account_external_id_key"));
  }

  /** These stay prepared, and are soon planned for any values at all. */
  @ParameterizedTest
  @MethodSource("prepared")
  void aPreparedStatementReadsByItsIndex(String sql, String values, String index)
      throws SQLException {
    assertFalse(FilterStatements.isPlannedAnew(sql));
    requireIndex(index, plan("force_generic_plan", sql, values));
  }

  /** The planner expects one row of account 5, which no statistics know. */
  @ParameterizedTest
  @ValueSource(strings = {"force_generic_plan", "force_custom_plan"})
  void aDeletionFromAListThatHasJustGrownComparesNoRowsWithRows(String mode) throws SQLException {
    String all =
        plan(mode, SelectionStatements.deleteBefore(ALL), FIVE + ", 0, 1630000000, ''" + ORIGIN);
    assertFalse(all.contains("Join Filter"), all);
    // By the address alone, it might scan the whole list for each row.
    assertTrue(all.contains("AND (created_at = batch.created_at) AND (email = batch.email))"), all);
    String some =
        plan(mode, BounceStatements.DELETE_ADDRESSES, "5, 0, '{a@x.org,b@x.org}'" + ORIGIN);
    assertFalse(some.contains("Join Filter"), some);
  }

  static Stream<Arguments> filtered() {
    return Stream.of(
        // A rare middle.
        arguments("%7777", "bounce_email_trigram"), arguments("%7777%web", "bounce_email_trigram"));
  }

  /** These are planned anew for each filter. */
  @ParameterizedTest
  @MethodSource("filtered")
  void rareMatchesAreFoundByTheIndexThatFitsTheFilter(String value, String index)
      throws SQLException {
    String sql = FilterStatements.counted(query(value), 100).sql();
    assertTrue(FilterStatements.isPlannedAnew(sql));
    requireIndex(index, plan("force_custom_plan", sql, values(value) + ", 101"));
  }

  /** Whatever the start, so that one plan suits all. */
  @ParameterizedTest
  @CsvSource({
    "abc, Index Scan using bounce_pkey",
    "a, Index Scan using bounce_pkey",
    "abc%mail, Index Only Scan using bounce_pkey",
    "a%mail, Index Only Scan using bounce_pkey",
  })
  void matchesBehindACommonStartAreFoundByThePrimaryKey(String value, String index)
      throws SQLException {
    String sql =
        query(value).filter() instanceof EmailFilter.Prefix
            ? RangeStatements.PREFIX
            : RangeStatements.PREFIXED_PATTERN;
    assertFalse(FilterStatements.isPlannedAnew(sql));
    requireIndex(index, plan("force_generic_plan", sql, values(value) + ", 101"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "abc%mail", "%7777", "%7777%web", "%example", "%7"})
  void theNewestRowsAreLookedAtOnTheIndexAloneWhateverTheFilter(String value) throws SQLException {
    String sql = FilterStatements.newest(query(value), 100).sql();
    assertFalse(FilterStatements.isPlannedAnew(sql));
    for (String mode : List.of("force_generic_plan", "force_custom_plan")) {
      for (String rows : List.of(", 100", ", 9223372036854775807")) {
        String plan = plan(mode, sql, values(value) + rows);
        requireIndex("Index Only Scan using bounce_newest", plan);
        requireIndex("Index Scan using bounce_newest on bounce b", plan);
      }
    }
  }

  private static String values(String value) {
    return FROM_TOP + ", 10, 0" + literals(EmailFilter.of(value));
  }

  private static BouncePage.Query query(String value) {
    return new BouncePage.Query(
        1, TimeRange.ALL, EmailFilter.of(value), new Page(10, 0), Optional.empty());
  }

  private static String literals(EmailFilter filter) {
    if (filter instanceof EmailFilter.Prefix prefix) {
      return ", '%s', '%s'".formatted(prefix.start(), prefix.end());
    }
    if (filter instanceof EmailFilter.PrefixedPattern pattern) {
      return ", '%s', '%s', '%s'".formatted(pattern.start(), pattern.end(), pattern.like());
    }
    EmailFilter.Pattern pattern = (EmailFilter.Pattern) filter;
    return ", '%s', '%s'".formatted(pattern.looser(), pattern.like());
  }

  private static String plan(String mode, String sql, String values) throws SQLException {
    return QueryPlan.of(connection, mode, sql, values);
  }

  private static void requireIndex(String index, String plan) {
    assertTrue(plan.contains(index), plan);
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
