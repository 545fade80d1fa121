package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsControlTest {
  private static final String ACCOUNTS = "/mock/accounts";

  @AutoClose private static final Mock MOCK = Mock.start();

  @Test
  void anAccountHasAListOfItsOwnAndAKey() {
    JsonObject shop = created("{\"name\":\"shop\",\"external_id\":\"42\"}");
    assertEquals("root", shop.getString("parent"));
    Api api = MOCK.service().api(shop.getString("key"));
    api.ingest("{\"email\":\"a@example.com\"}");
    Api root = MOCK.service().root();
    List<String> expected = List.of("a@example.com");
    assertEquals(expected, api.emails(""));
    assertEquals(expected, root.with("on-behalf-of", "shop").emails(""));
    assertEquals(expected, root.with("on-behalf-of", "account-id 42").emails(""));
    JsonObject branch = created("{\"name\":\"branch\",\"parent\":\"shop\"}");
    assertEquals("shop", branch.getString("parent"));
    assertEquals(200, api.with("on-behalf-of", "branch").get(Api.BOUNCES).statusCode());
    assertEquals(403, root.with("on-behalf-of", "branch").get(Api.BOUNCES).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|name is required",
        "{\"name\":\"a b\"}|400|the account name must be 1 to 64 visible ASCII characters"
            + " without blanks",
        "{\"name\":\"x\",\"parent\":\"nobody\"}|400|there is no account nobody",
        "{\"name\":\"x\",\"parent\":\"\\u0000\"}|400|the parent name must be 1 to 64 visible ASCII characters"
            + " without blanks",
        "{\"name\":\"root\"}|409|the account name or external id is taken",
        "{\"name\":\"x\",\"id\":1}|400|id is unknown; the fields are name, parent, external_id",
        "{\"name\":\"x\",\"name\":\"y\"}|400|the body must be a JSON object",
      })
  void whatCannotBeCreatedIsReported(String body, int status, String error) {
    HttpResponse<String> response = MOCK.controls().post(ACCOUNTS, body);
    assertEquals("{\"error\":\"" + error + "\"}\n", response.body());
    assertEquals(status, response.statusCode());
  }

  private static JsonObject created(String body) {
    HttpResponse<String> response = MOCK.controls().post(ACCOUNTS, body);
    assertEquals(201, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }
}
