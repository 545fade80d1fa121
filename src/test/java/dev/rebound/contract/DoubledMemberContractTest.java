package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object with two members of one name: every route that changes something refuses it. */
class DoubledMemberContractTest {
  private static final String HOOKS = "/v3/user/webhooks/event/settings";

  @AutoClose private static final Mock MOCK = Mock.start();

  private final String account = MOCK.service().createAccount(Account.ROOT, null);
  private final Api api =
      MOCK.service()
          .api(MOCK.service().createKey(account, Scope.ALL))
          .with("Content-Type", "application/json");

  /**
   * @param body an object, or an array of one, with a correct request
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE | /v3/suppression/bounces                 | {"emails":["a@x.org"]}
          DELETE | /v3/suppression/bounces                 | {"delete_all":false,"emails":["a@x.org"]}
          POST   | /rebound/v1/erase                       | {"email":"a@x.org"}
          POST   | /rebound/v1/accounts                    | {"name":"doubled"}
          POST   | /rebound/v1/keys                        | {"scopes":["suppression.bounces.read"]}
          POST   | /rebound/v1/webhooks                    | {"vendor":"sendgrid"}
          POST   | /v3/mail/send                           | {"from":{"email":"a@x.org"}}
          POST   | /v3/user/webhooks/event/settings        | {"enabled":true,"url":"http://127.0.0.1:9"}
          PATCH  | /v3/user/webhooks/event/settings        | {"enabled":true,"url":"http://127.0.0.1:9"}
          PATCH  | /v3/user/webhooks/event/settings/{id}   | {"enabled":false}
          PATCH  | /v3/user/webhooks/event/settings/signed | {"enabled":true}
          PATCH  | /v3/user/webhooks/event/settings/signed/{id} | {"enabled":true}
          PUT    | /mock/faults                            | [{"fault":{"status":500}}]
          PUT    | /mock/outcomes                          | [{"outcome":{"event":"bounce"}}]
          PUT    | /mock/clock                             | {"shift":"P1D"}
          POST   | /mock/accounts                          | {"name":"doubled"}
          POST   | /mock/seed                              | {"rows":1}
          POST   | /mock/reset                             | {"to":"empty"}
          POST   | /mock/events                            | {"url":"http://127.0.0.1:9","count":1}
          """)
  void isRefusedAsABodyThatIsNotJson(String method, String path, String body) {
    Api port = path.startsWith("/mock") ? MOCK.controls() : api;
    String target = path.contains("{id}") ? path.replace("{id}", hook()) : path;
    String invalid = refused(port, method, target, body.startsWith("[") ? "[" : "{");
    String doubled = body.replaceFirst("\\{", "{" + firstMember(body) + ",");
    assertEquals(invalid, refused(port, method, target, doubled));
    String nested = "{\"x\":[{\"a\":1,\"a\":2}],";
    assertEquals(invalid, refused(port, method, target, body.replaceFirst("\\{", nested)));
  }

  /** Returns the first member of a body with the value null. */
  private static String firstMember(String body) {
    return body.replaceFirst("^\\[?\\{(\"[a-z_]+\"):.*", "$1:null");
  }

  private String hook() {
    String settings = "{\"enabled\":false,\"url\":\"http://127.0.0.1:9\"}";
    HttpResponse<String> created = api.send("POST", HOOKS, BodyPublishers.ofString(settings));
    assertEquals(201, created.statusCode(), created.body());
    return new JsonObject(created.body()).getString("id");
  }

  private static String refused(Api api, String method, String path, String body) {
    HttpResponse<String> response = api.send(method, path, BodyPublishers.ofString(body));
    assertEquals(400, response.statusCode(), response.body());
    return response.body();
  }
}
