package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code REBOUND_DELETE_ALL}: requests that delete rows without naming their addresses. */
class DeleteAllContractTest {
  @AutoClose
  private static final TestService CONFIRM =
      TestService.start(Map.of("REBOUND_DELETE_ALL", "confirm"));

  @AutoClose
  private static final TestService FORBID =
      TestService.start(Map.of("REBOUND_DELETE_ALL", "forbid"));

  private static final String HEADER = "X-Rebound-Confirm";
  private static final String ALL = "{\"delete_all\":true}";
  private static final String UNCONFIRMED = "must be the name of the account whose list is emptied";
  private static final String FORBIDDEN = "emptying a list is forbidden";
  private static final List<String> BOTH = List.of("b@x.org", "a@x.org");

  /** An account with two rows. */
  private record Filled(String name, Api api) {
    static Filled on(TestService service) {
      String name = service.createAccount(Account.ROOT, null);
      Api api = service.api(service.createKey(name, Scope.ALL));
      api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"));
      return new Filled(name, api);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "root", " ", "ACCOUNT", "account", "*", "true"})
  void anotherNameThanTheAccountsConfirmsNothing(String given) {
    Filled account = Filled.on(CONFIRM);
    HttpResponse<String> response = account.api().with(HEADER, given).delete(BOUNCES, ALL);
    assertEquals(ErrorBody.ofField(HEADER, UNCONFIRMED), response.body());
    assertEquals(400, response.statusCode());
    assertEquals(BOTH, account.api().emails(""));
  }

  @Test
  void theNameHasToBeGivenOnceAndInItsOwnCase() {
    Filled account = Filled.on(CONFIRM);
    Api api = account.api();
    for (Api unconfirmed :
        List.of(
            api,
            api.with(HEADER, account.name().toUpperCase(Locale.ROOT)),
            api.with(HEADER, account.name()).with(HEADER, account.name()))) {
      assertEquals(400, unconfirmed.delete(BOUNCES, ALL).statusCode());
    }
    assertEquals(BOTH, api.emails(""));
    assertEquals(204, api.with(HEADER, account.name()).delete(BOUNCES, ALL).statusCode());
    assertEquals(List.of(), api.emails(""));
  }

  @Test
  void theAccountIsTheOneWhoseListIsEmptied() {
    Filled account = Filled.on(CONFIRM);
    Api parent = CONFIRM.root().with("on-behalf-of", account.name());
    assertEquals(400, parent.with(HEADER, Account.ROOT).delete(BOUNCES, ALL).statusCode());
    assertEquals(BOTH, account.api().emails(""));
    assertEquals(204, parent.with(HEADER, account.name()).delete(BOUNCES, ALL).statusCode());
    assertEquals(List.of(), account.api().emails(""));
  }

  @Test
  void aBrokenRequestIsReportedAsWithoutTheSetting() {
    String body = "{\"delete_all\":true,\"emails\":[\"a@x.org\"]}";
    assertEquals(
        ErrorBody.ofField("delete_all", "must not be true when emails are given"),
        Filled.on(CONFIRM).api().delete(BOUNCES, body).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete_all=1",
        "delete_all=1&type=hard",
        "start_date=1970-01-01",
        "email=&end_date=1970-01-01"
      })
  void v2ConfirmsWhatNamesNoAddress(String parameters) {
    Filled account = Filled.on(CONFIRM);
    V2Api v2 = V2Api.of(account.api());
    HttpResponse<String> json = v2.api().get(v2.path("delete.json") + "&" + parameters);
    String error = "error in " + HEADER + ": " + UNCONFIRMED;
    assertEquals(V2Body.error(error), json.body());
    assertEquals(400, json.statusCode());
    HttpResponse<String> xml = v2.api().get(v2.path("delete.xml") + "&" + parameters);
    assertEquals(V2Body.xmlErrors(error), xml.body());
    assertEquals(BOTH, account.api().emails(""));
    V2Api confirmed = V2Api.of(account.api().with(HEADER, account.name()));
    assertEquals(
        V2Body.message("success"),
        confirmed.api().get(v2.path("delete.json") + "&" + parameters).body());
    assertEquals(List.of(), account.api().emails(""));
  }

  @Test
  void emptyingMayBeForbidden() {
    Filled account = Filled.on(FORBID);
    Api api = account.api().with(HEADER, account.name());
    HttpResponse<String> v3 = api.delete(BOUNCES, ALL);
    assertEquals(ErrorBody.of(FORBIDDEN), v3.body());
    assertEquals(403, v3.statusCode());
    V2Api v2 = V2Api.of(api);
    for (String name : List.of("delete_all", "start_date")) {
      HttpResponse<String> response =
          v2.post("delete.json", name, name.equals("delete_all") ? "1" : "1970-01-01");
      assertEquals(V2Body.error(FORBIDDEN), response.body());
      assertEquals(403, response.statusCode());
    }
    assertEquals(BOTH, api.emails(""));
  }

  @Test
  void addressesAreDeletedWhateverTheSetting() {
    for (TestService service : List.of(CONFIRM, FORBID)) {
      Api api = Filled.on(service).api();
      assertEquals(204, api.delete(BOUNCES, "{\"emails\":[\"a@x.org\"]}").statusCode());
      assertEquals(List.of("b@x.org"), api.emails(""));
      assertEquals(204, api.delete(BOUNCES + "/b@x.org").statusCode());
      api.ingest(BounceRow.at(3, "c@x.org"));
      assertEquals(
          V2Body.message("success"),
          V2Api.of(api).post("delete.json", "email", "c@x.org", "delete_all", "1").body());
      assertEquals(List.of(), api.emails(""));
    }
  }
}
