package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sendgrid.Response;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.OfficialClient;
import dev.rebound.support.TestService;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of the Bounces API by SendGrid's own Java client, written as its samples write it. */
class SendGridClientTest {
  private static final String BOUNCES = "suppression/bounces";
  private static final BounceRow SALES =
      BounceRow.at(30, "sales@example.com").because("550 <x> ", "");
  private static final BounceRow PLUS = BounceRow.at(20, "a+b@example.com");
  private static final BounceRow LAST = BounceRow.at(10, "post.sales@example.com");

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));
  private final OfficialClient client = new OfficialClient(api);

  @BeforeEach
  void ingestThree() {
    api.ingest(SALES, PLUS, LAST);
  }

  @Test
  void theListIsRead() {
    Response response = client.get(BOUNCES, Map.of());
    assertEquals(200, response.getStatusCode());
    assertEquals(BounceRow.array(SALES, PLUS, LAST), response.getBody());
    assertEquals("application/json", response.getHeaders().get("Content-Type"));
  }

  @Test
  void everyParameterOfTheListIsUnderstood() {
    Map<String, String> all =
        Map.of(
            "start_time", "10", "end_time", "29", "limit", "1", "offset", "0", "email", "%25sales");
    assertEquals(BounceRow.array(LAST), list(all));
    assertEquals(BounceRow.array(PLUS), list(Map.of("limit", "1", "offset", "1")));
    assertEquals(BounceRow.array(SALES, PLUS), list(Map.of("start_time", "20", "end_time", "30")));
  }

  @Test
  void aWildcardIsUnderstoodWrittenAsInTheDocumentedSampleOrAsMeant() {
    assertEquals(BounceRow.array(SALES, LAST), list(Map.of("email", "%25sales")));
    assertEquals(BounceRow.array(SALES, LAST), list(Map.of("email", "%sales")));
    assertEquals(BounceRow.array(SALES), list(Map.of("email", "sales")));
    assertEquals(BounceRow.array(PLUS), list(Map.of("email", "a+b@example.com")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a+b@example.com", "A+B@Example.com"})
  void oneBounceIsReadAndDeleted(String email) {
    assertEquals(BounceRow.array(PLUS), client.get(BOUNCES + "/" + email, Map.of()).getBody());
    assertEquals(204, client.delete(BOUNCES + "/" + email).getStatusCode());
    assertEquals("[]", client.get(BOUNCES + "/" + email, Map.of()).getBody());
    Response again = client.delete(BOUNCES + "/" + email);
    assertEquals(404, again.getStatusCode());
    assertEquals(ErrorBody.of("resource not found"), again.getBody());
    assertEquals(List.of(SALES.email(), LAST.email()), api.emails(""));
  }

  @Test
  void manyBouncesAreDeleted() {
    String body = "{\"emails\":[\"sales@example.com\",\"a+b@example.com\"]}";
    Response response = client.delete(BOUNCES, body);
    assertEquals(204, response.getStatusCode());
    assertEquals("", response.getBody() == null ? "" : response.getBody());
    assertEquals(BounceRow.array(LAST), api.list());
  }

  @Test
  void allBouncesAreDeleted() {
    assertEquals(204, client.delete(BOUNCES, "{\"delete_all\":true}").getStatusCode());
    assertEquals("[]", api.list());
  }

  @Test
  void theSampleThatSaysBothDeletesNothing() {
    String body =
        "{\"delete_all\":true,\"emails\":[\"example@example.com\",\"example2@example.com\"]}";
    assertEquals(400, client.delete(BOUNCES, body).getStatusCode());
    assertEquals(BounceRow.array(SALES, PLUS, LAST), api.list());
  }

  @Test
  void aForgottenBodyDeletesNothing() {
    // This client calls a body that is not there text/plain.
    assertEquals(415, client.delete(BOUNCES).getStatusCode());
    assertEquals(BounceRow.array(SALES, PLUS, LAST), api.list());
  }

  @Test
  void scopesAreRead() {
    String key = service.createKey(account, Set.of(Scope.BOUNCES_READ));
    Response response = new OfficialClient(service.api(key)).get("scopes", Map.of());
    assertEquals("{\"scopes\":[\"suppression.bounces.read\"]}", response.getBody());
  }

  @Test
  void aSubuserIsImpersonated() {
    String subuser = service.createAccount(account, null);
    Api child = service.api(service.createKey(subuser, Scope.ALL));
    child.ingest(BounceRow.at(1, "child@x.org"), BounceRow.at(2, "other@x.org"));
    OfficialClient impersonating = new OfficialClient(api).onBehalfOf(subuser);
    assertEquals(child.list(), impersonating.get(BOUNCES, Map.of()).getBody());
    assertEquals(204, impersonating.delete(BOUNCES + "/other@x.org").getStatusCode());
    assertEquals(List.of("child@x.org"), child.emails(""));
    Response unknown = new OfficialClient(api).onBehalfOf("nobody").get(BOUNCES, Map.of());
    assertEquals(403, unknown.getStatusCode());
  }

  @Test
  void aWrongKeyIsTold() {
    Api stranger = service.api(ApiKey.random(new SecureRandom()).text());
    Response response = new OfficialClient(stranger).get(BOUNCES, Map.of());
    assertEquals(401, response.getStatusCode());
    assertEquals(ErrorBody.of("unauthorized"), response.getBody());
  }

  private String list(Map<String, String> query) {
    return client.get(BOUNCES, query).getBody();
  }
}
