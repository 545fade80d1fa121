package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /v3/subusers}: what on-behalf-of may name. */
class SubusersContractTest {
  private static final String PATH = "/v3/subusers";

  private final TestService service = TestService.shared();
  private final String parent = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(parent, Set.of(Scope.BOUNCES_READ)));
  private final String first = service.createAccount(parent, null);
  private final String second = service.createAccount(parent, null);

  @Test
  void aKeyListsTheSubusersOfItsAccountAndNoOthers() {
    String grandchild = service.createAccount(first, null);
    HttpResponse<String> response = api.get(PATH);
    assertEquals(200, response.statusCode());
    JsonArray subusers = new JsonArray(response.body());
    String ofFirst =
        "{\"disabled\":false,\"email\":\"\",\"id\":%d,\"username\":\"%s\"}"
            .formatted(subusers.getJsonObject(0).getLong("id"), first);
    assertEquals("[" + ofFirst + ",", response.body().substring(0, ofFirst.length() + 2));
    assertEquals(List.of(first, second), names(""));
    assertEquals(List.of(grandchild), names(api.with("on-behalf-of", first), ""));
    assertEquals("[]", api.with("on-behalf-of", second).get(PATH).body());
    assertEquals("[]", service.account().get(PATH + "/").body());
  }

  @Test
  void aListIsReadInPagesOrForOneName() {
    assertEquals(List.of(first), names("?limit=1"));
    assertEquals(List.of(second), names("?limit=1&offset=1"));
    assertEquals(List.of(), names("?offset=2"));
    assertEquals(List.of(first, second), names("?username=&limit=&offset="));
    assertEquals(List.of(second), names("?username=" + second));
    assertEquals(List.of(), names("?offset=1&username=" + second));
    assertEquals(List.of(), names("?username=" + parent));
    assertEquals(List.of(), names("?username=%00"));
    assertEquals(List.of(), names("?username=" + second + "%00"));
    assertEquals(List.of(), names("?username=" + second.substring(0, 4)));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit, must be between 1 and 500",
    "limit=x, limit, must be a numeric value",
    "offset=-1, offset, must be 0 or greater",
    "username[]=x, username, must be given once and in this form",
  })
  void aWrongParameterIsNamed(String query, String field, String message) {
    HttpResponse<String> response = api.get(PATH + "?" + query);
    assertEquals(400, response.statusCode());
    assertEquals(ErrorBody.ofField(field, message), response.body());
  }

  @Test
  void theListIsReadOnlyAndNeedsAKey() {
    HttpResponse<String> response = api.post(PATH, "{\"username\":\"new\"}");
    assertEquals(405, response.statusCode());
    assertEquals("HEAD, GET, OPTIONS", response.headers().firstValue("Allow").orElseThrow());
    assertEquals(401, service.api(null).get(PATH).statusCode());
    assertEquals(404, api.get(PATH + "/" + first).statusCode());
  }

  private List<String> names(String query) {
    return names(api, query);
  }

  private static List<String> names(Api caller, String query) {
    return new JsonArray(caller.get(PATH + query).body())
        .stream().map(subuser -> ((JsonObject) subuser).getString("username")).toList();
  }
}
