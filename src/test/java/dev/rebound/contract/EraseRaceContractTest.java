package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An erasure while other statements, which began before it, write the address. */
@Timeout(120)
class EraseRaceContractTest {
  private static final String EMAIL = "eve@secret.org";
  // The columns of bounce, bounce_event and bounce_deleted, and values behind the account.
  private static final String LISTED =
      """
      INSERT INTO bounce
        (account_id, email, created_at, reason, status, classification, last_event_at, last_fingerprint)
      VALUES (%d, 'eve@secret.org', to_timestamp(9), '<eve@secret.org>', '5.1.1', 'Invalid Address',
        to_timestamp(9), md5('9')::uuid)
      """;
  private static final String STORED =
      """
      INSERT INTO bounce_event
        (account_id, occurred_at, fingerprint, email, type, reason, status, classification)
      VALUES (%d, to_timestamp(9), md5('9')::uuid, 'eve@secret.org', 'bounce', '<eve@secret.org>', '5.1.1',
        'Invalid Address')
      """;
  private static final String KEPT =
      """
      INSERT INTO bounce_deleted
        (account_id, deletion_id, email, created_at, reason, status, classification, last_event_at,
          last_fingerprint)
      VALUES (%d, gen_random_uuid(), 'eve@secret.org', to_timestamp(9), '<eve@secret.org>', '5.1.1',
        'Invalid Address', to_timestamp(9), md5('9')::uuid)
      """;

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_ERASE_KEY", "0123456789abcdef0123456789abcdef"));

  private final String account = SERVICE.createAccount(Account.ROOT, null);
  private final long id = SERVICE.ask(Operations.FIND_ACCOUNT, account).orElseThrow().id();
  private final Api api = SERVICE.api(SERVICE.createKey(account, Scope.ALL));
  @AutoClose private final Connection other = TestDatabase.connect(SERVICE.databaseUrl());

  @BeforeEach
  void begin() throws SQLException {
    other.setAutoCommit(false);
    execute("SET application_name = 'rebound work'");
    other.commit();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEventAndAKeptRowGoToo(boolean keepsBlocked) throws Exception {
    api.ingest(BounceRow.at(5, EMAIL));
    execute(STORED.formatted(id));
    execute(KEPT.formatted(id));
    String erased = eraseBeforeCommit(keepsBlocked);
    String kept = keepsBlocked ? ",\"kept\":1" : "";
    assertEquals("{\"accounts\":1,\"rows\":1,\"events\":2" + kept + "}", erased);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowThatIsListedMeanwhileGoesToo(boolean keepsBlocked) throws Exception {
    api.ingest(BounceRow.at(5, EMAIL));
    api.delete(Api.BOUNCES + "/" + EMAIL);
    execute(LISTED.formatted(id));
    String erased = eraseBeforeCommit(keepsBlocked);
    String kept = keepsBlocked ? ",\"kept\":1" : "";
    assertEquals("{\"accounts\":1,\"rows\":1,\"events\":1" + kept + "}", erased);
    assertNothingIsLeft();
    assertEquals(keepsBlocked, !api.get(Api.BOUNCES + "/" + EMAIL).body().equals("[]"));
  }

  /** Commits when the erasure has erased all that it sees, and returns its response. */
  private String eraseBeforeCommit(boolean keepsBlocked) throws SQLException {
    String body = "{\"email\":\"%s\",\"keep_blocked\":%b}".formatted(EMAIL, keepsBlocked);
    CompletableFuture<String> erased =
        CompletableFuture.supplyAsync(() -> api.post("/rebound/v1/erase", body).body());
    try (Connection behind = TestDatabase.connect(SERVICE.databaseUrl())) {
      while (mentions(behind, "bounce") + mentions(behind, "bounce_event") > 0) {
        Thread.onSpinWait();
      }
    }
    other.commit();
    return erased.join();
  }

  private void assertNothingIsLeft() throws SQLException {
    for (String table : new String[] {"bounce", "bounce_event", "bounce_deleted"}) {
      assertEquals(0, mentions(other, table), table);
    }
  }

  private long mentions(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM %s AS t WHERE account_id = %d AND t::text LIKE '%%eve@%%'"
                    .formatted(table, id))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }
}
