package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.Scope;
import dev.rebound.domain.Verification;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/erase}. */
class EraseContractTest {
  private static final String PATH = "/rebound/v1/erase";
  private static final String TOTALS = BOUNCES + "/classifications";
  private static final String EVENTS =
      """
      [{"email":"eve@secret.org","created":5,"reason":"550 5.1.1 <eve@secret.org>"},
       {"email":"eve@secret.org","created":90000,"reason":"550 5.7.1 eve is spam","type":"blocked"},
       {"email":"eve@secret.org","created":1767225600,"reason":"550 5.1.1 <eve@secret.org>"},
       {"email":"steve@secret.org","created":6},
       {"email":"ann@x.org","created":7}]
      """;
  private static final List<String> TABLES =
      List.of("bounce", "bounce_event", "bounce_removal", "bounce_deleted", "deletion");

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));

  @Test
  void nothingOfTheAddressStays() {
    cutHistory();
    api.ingest(EVENTS);
    // So that the row is kept and the removal remembered, before the address comes back.
    assertEquals(204, api.delete(BOUNCES + "/eve@secret.org").statusCode());
    api.ingest(BounceRow.at(1_767_225_700, "eve@secret.org"));
    assertEquals(List.of(1L, 4L, 1L, 1L, 0L), TABLES.stream().map(this::mentions).toList());
    String totals = api.get(TOTALS).body();
    String byDomain = api.get(TOTALS + "/Invalid%20Address").body();
    assertEquals("{\"accounts\":1,\"rows\":1,\"events\":4}", erase("Eve@Secret.org").body());
    for (String table : TABLES) {
      assertEquals(0, mentions(table), table);
    }
    assertEquals(List.of("ann@x.org", "steve@secret.org"), api.emails(""));
    assertEquals("{\"result\":[],\"next\":null}", history("eve@secret.org"));
    assertEquals(totals, api.get(TOTALS).body());
    assertEquals(byDomain, api.get(TOTALS + "/Invalid%20Address").body());
    assertTrue(isClean());
    String entry = api.get("/rebound/v1/deletions?limit=1").body();
    assertTrue(entry.contains("\"kind\":\"erase\""), entry);
    assertFalse(entry.contains("eve"), entry);
    assertEquals("{\"accounts\":1,\"rows\":0,\"events\":0}", erase("eve@secret.org").body());
  }

  @Test
  void retentionRemembersNoErasedAddress() {
    api.ingest(EVENTS);
    erase("eve@secret.org");
    HistoryEvent.Cut cut = new HistoryEvent.Cut(id(), LocalDate.of(2027, 1, 1));
    service.ask(Operations.CUT_HISTORY, cut);
    assertEquals(5, service.ask(Operations.DELETE_HISTORY, cut).orElse(0));
    assertEquals(0, count("SELECT count(*) FROM bounce_removal WHERE account_id = " + id()));
  }

  @Test
  void anAddressThatIsIngestedAgainIsNew() {
    api.ingest(EVENTS);
    erase("eve@secret.org");
    String again =
        "{\"email\":\"eve@secret.org\",\"created\":5,\"reason\":\"550 5.1.1 <eve@secret.org>\"}";
    assertTrue(api.post(Api.INGEST, again).body().contains("\"added\":1"));
    assertTrue(isClean());
  }

  @Test
  void anAddressOfManyEventsIsErasedWhole() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 2_345; i++) {
      events.append("{\"email\":\"eve@secret.org\",\"created\":%d}\n".formatted(i * 100));
    }
    api.ingest(events.toString());
    assertEquals("{\"accounts\":1,\"rows\":1,\"events\":2345}", erase("eve@secret.org").body());
    assertTrue(isClean());
  }

  @Test
  void theAddressGoesFromTheAccountAndAllBelowIt() {
    String child = service.createAccount(account, null);
    Api below = service.api(service.createKey(service.createAccount(child, null), Scope.ALL));
    Api beside = service.account();
    for (Api each : List.of(api, below, beside)) {
      each.ingest(EVENTS);
    }
    assertEquals("{\"accounts\":3,\"rows\":2,\"events\":6}", erase("eve@secret.org").body());
    assertEquals(List.of("ann@x.org", "steve@secret.org"), below.emails(""));
    assertEquals(3, beside.emails("").size());
    Api parent = service.root().with("on-behalf-of", account);
    assertEquals(
        "{\"accounts\":3,\"rows\":2,\"events\":2}",
        parent.post(PATH, "{\"email\":\"ann@x.org\"}").body());
    assertEquals(3, beside.emails("").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"email\":null}",
        "{\"email\":5}",
        "{\"email\":\"\"}",
        "{\"email\":\"%@secret.org\",\"x\":1}",
        "{\"email\":\"@secret.org\"}",
        "{\"email\":[\"eve@secret.org\"]}",
        "{\"email\":\"eve@secret.org\",\"start_time\":5}",
        "{\"emails\":[\"eve@secret.org\"]}",
      })
  void aBodyThatIsWrongErasesNothing(String body) {
    api.ingest(EVENTS);
    HttpResponse<String> response = api.post(PATH, body);
    assertEquals(
        ErrorBody.ofField("email", "must be an email address, and the only member"),
        response.body());
    assertEquals(400, response.statusCode());
    assertEquals(3, api.emails("").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "eve", "{\"email\":\"ann@x.org\",\"email\":\"eve@secret.org\"}"})
  void aBodyThatIsNoJsonObjectErasesNothing(String body) {
    api.ingest(EVENTS);
    HttpResponse<String> response = api.post(PATH, body);
    assertEquals(ErrorBody.of("Request body is not valid json"), response.body());
    assertEquals(3, api.emails("").size());
    assertEquals(415, api.with("Content-Type", "text/plain").post(PATH, body).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep_blocked=true", "email=ann@x.org", "start_time=5", "x=1"})
  void aParameterMightNarrowTheErasure(String query) {
    api.ingest(EVENTS);
    HttpResponse<String> response = api.post(PATH + "?" + query, "{\"email\":\"ann@x.org\"}");
    assertEquals(
        ErrorBody.ofField(query.split("=")[0], "does not apply to an erasure"), response.body());
    assertEquals(3, api.emails("").size());
  }

  private HttpResponse<String> erase(String email) {
    HttpResponse<String> response = api.post(PATH, "{\"email\":\"" + email + "\"}");
    assertEquals(200, response.statusCode());
    return response;
  }

  private String history(String email) {
    return api.get("/rebound/v1/bounces/" + email + "/history").body();
  }

  private long id() {
    return service.ask(Operations.FIND_ACCOUNT, account).orElseThrow().id();
  }

  private boolean isClean() {
    return service.ask(Operations.VERIFY, new Verification.Request(id(), false)).isClean();
  }

  private void cutHistory() {
    service.ask(Operations.CUT_HISTORY, new HistoryEvent.Cut(id(), LocalDate.of(1970, 1, 1)));
  }

  /** The rows of the account in which the address stands, in any column. */
  private long mentions(String table) {
    return count(
        "SELECT count(*) FROM %1$s AS t WHERE account_id = %2$d AND t::text ~ '\\meve\\M'"
            .formatted(table, id()));
  }

  private long count(String sql) {
    try (Connection connection = TestDatabase.connect(service.databaseUrl());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
