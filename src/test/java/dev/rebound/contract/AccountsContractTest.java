package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /rebound/v1/accounts}. */
class AccountsContractTest {
  private static final String PATH = "/rebound/v1/accounts";
  private static final String NO_WORD = "must be 1 to 64 visible ASCII characters without blanks";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));

  @Test
  void anAccountIsCreatedBelowTheKeysOwn() {
    HttpResponse<String> response =
        api.post(PATH, "{\"name\":\"" + account + "-shop\",\"external_id\":\"17\"}");
    assertEquals(201, response.statusCode(), response.body());
    JsonObject created = new JsonObject(response.body());
    assertEquals(account, created.getString("parent"));
    assertEquals("17", created.getString("external_id"));
    assertEquals("[]", api.with("on-behalf-of", account + "-shop").list());
    assertEquals("[]", api.with("on-behalf-of", "account-id 17").list());
    assertEquals(
        403, service.root().with("on-behalf-of", account + "-shop").get(BOUNCES).statusCode());
    assertEquals(created, accounts(api, "").get(1));
  }

  @Test
  void anAccountAndAllBelowItAreListedById() {
    String child = service.createAccount(account, null);
    String other = service.createAccount(account, "5");
    String grandchild = service.createAccount(child, null);
    String beside = service.createAccount(Account.ROOT, null);
    List<JsonObject> all = accounts(api, "");
    assertEquals(List.of(account, child, other, grandchild), names(all));
    assertEquals(null, all.get(0).getString("parent"));
    assertEquals(child, all.get(3).getString("parent"));
    assertEquals(Set.of("id", "name", "parent", "external_id", "created"), all.get(0).fieldNames());
    assertEquals(List.of(child, other), names(accounts(api, "?limit=2&offset=1")));
    assertEquals(List.of(child, grandchild), names(accounts(api.with("on-behalf-of", child), "")));
    assertFalse(names(all).contains(beside));
    assertTrue(names(accounts(service.root(), "")).contains(Account.ROOT));
    assertEquals(400, api.get(PATH + "?limit=0").statusCode());
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    String name = account + "-twice";
    assertEquals(201, api.post(PATH, "{\"name\":\"" + name + "\"}").statusCode());
    HttpResponse<String> response = api.post(PATH, "{\"name\":\"" + name + "\"}");
    assertEquals(409, response.statusCode());
    assertEquals(ErrorBody.of("the account name or external id is taken"), response.body());
    assertEquals(2, accounts(api, "").size());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          {}                                 | name
          {"name":null}                      | name
          {"name":""}                        | name
          {"name":"a b"}                     | name
          {"name":"ä"}                       | name
          {"name":"a1","external_id":""}     | external_id
          {"name":"a1","external_id":"x y"}  | external_id
          """,
      delimiter = '|')
  void aNameOfAnotherFormIsRefused(String body, String field) {
    HttpResponse<String> response = api.post(PATH, body);
    assertEquals(400, response.statusCode());
    assertEquals(ErrorBody.ofField(field, NO_WORD), response.body());
    assertEquals(1, accounts(api, "").size());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          {"name":5}                   | 400
          {"name":"a2","parent":"root"}| 400
          []                           | 400
          """,
      delimiter = '|')
  void aBodyOfAnotherFormIsRefused(String body, int status) {
    assertEquals(status, api.post(PATH, body).statusCode());
    assertEquals(1, accounts(api, "").size());
  }

  @Test
  void eachCallNeedsItsScope() {
    Api reader = service.api(service.createKey(account, Set.of(Scope.ACCOUNTS_READ)));
    assertEquals(200, reader.get(PATH).statusCode());
    assertEquals(403, reader.post(PATH, "{\"name\":\"a3\"}").statusCode());
    Set<Scope> others =
        EnumSet.complementOf(EnumSet.of(Scope.ACCOUNTS_READ, Scope.ACCOUNTS_CREATE));
    Api without = service.api(service.createKey(account, others));
    assertEquals(403, without.get(PATH).statusCode());
    assertEquals(403, without.post(PATH, "{\"name\":\"a3\"}").statusCode());
    assertEquals(1, accounts(api, "").size());
  }

  private static List<JsonObject> accounts(Api caller, String query) {
    JsonArray all = new JsonObject(caller.get(PATH + query).body()).getJsonArray("accounts");
    return all.stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> names(List<JsonObject> accounts) {
    return accounts.stream().map(each -> each.getString("name")).toList();
  }
}
