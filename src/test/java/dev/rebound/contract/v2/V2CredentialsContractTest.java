package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.KEY_USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code api_user} and {@code api_key}: who may call, and what the key allows (contract, 4.1). */
class V2CredentialsContractTest {
  private static final String BAD = "Bad username / password";
  private static final String DENIED = "Permission denied, not authorized";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api owner = service.api(service.createKey(account, Scope.ALL));
  private final V2Api v2 = V2Api.of(owner);

  /** Every action, with a scope that grants it and the broader one. */
  enum Action {
    GET("get", Scope.BOUNCES_READ, Scope.SUPPRESSION_READ),
    COUNT("count", Scope.BOUNCES_READ, Scope.SUPPRESSION_READ),
    DELETE("delete", Scope.BOUNCES_DELETE, Scope.SUPPRESSION_DELETE);

    private final String word;
    private final Scope narrow;
    private final Scope broad;

    Action(String word, Scope narrow, Scope broad) {
      this.word = word;
      this.narrow = narrow;
      this.broad = broad;
    }
  }

  @BeforeEach
  void fillTheList() {
    owner.ingest(BounceRow.at(1, "a@x.org"));
  }

  @Test
  void theUserIsApikeyOrTheAccountsName() {
    for (String user : List.of(KEY_USER, account)) {
      V2Api caller = new V2Api(owner, user, owner.key());
      assertEquals(List.of("a@x.org"), caller.emails());
      assertEquals(V2Body.count(1), caller.post("count.json").body());
      assertEquals(V2Body.count(1), caller.postQuery("count.json").body());
    }
  }

  @Test
  void anyKeyOfTheAccountGoesWithItsName() {
    String second = service.createKey(account, Set.of(Scope.BOUNCES_READ));
    assertEquals(List.of("a@x.org"), new V2Api(owner, account, second).emails());
  }

  @Test
  void aKeyWithTheNameOfAnotherAccountIsRefused() {
    String child = service.createAccount(account, null);
    String sibling = service.createAccount(Account.ROOT, null);
    for (String other : List.of(child, sibling, Account.ROOT, "nobody", account + "x", " ")) {
      assertRefused(new V2Api(owner, other, owner.key()));
    }
    assertRefused(new V2Api(owner, account, service.createKey(child, Scope.ALL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "secureSecret",
        "your_sendgrid_api_key",
        "SG.",
        "SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Bearer SG.aaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      })
  void whatIsNoKnownKeyIsRefused(String key) {
    assertRefused(new V2Api(owner, KEY_USER, key));
    assertRefused(new V2Api(owner, account, key));
  }

  @Test
  void aKnownIdNeedsItsOwnSecret() {
    String stranger = ApiKey.random(new SecureRandom()).text();
    int secret = owner.key().lastIndexOf('.');
    assertRefused(
        new V2Api(owner, KEY_USER, owner.key().substring(0, secret) + stranger.substring(secret)));
  }

  @Test
  void bothAreNeededAndAHeaderIsNoSubstitute() {
    String user = V2Api.encode("api_user", KEY_USER);
    String key = V2Api.encode("api_key", owner.key());
    for (String query : List.of("", "?" + user, "?" + key, "?api_user=&" + key)) {
      HttpResponse<String> response = owner.get(V2Api.PATH + "get.json" + query);
      assertEquals(V2Body.error(BAD), response.body());
      assertEquals(403, response.statusCode());
    }
  }

  @Test
  void credentialsInTheBodyWin() {
    String stranger = ApiKey.random(new SecureRandom()).text();
    V2Api wrong = new V2Api(owner, KEY_USER, stranger);
    assertEquals(
        V2Body.count(1), v2.form("POST", wrong.path("count.json"), v2.credentials()).body());
    assertEquals(403, v2.form("POST", v2.path("count.json"), wrong.credentials()).statusCode());
    String mixed = V2Api.encode("api_key", owner.key());
    assertEquals(
        V2Body.count(1), v2.form("POST", V2Api.PATH + "count.json?api_user=apikey", mixed).body());
  }

  @ParameterizedTest
  @EnumSource
  void withAllScopesButTheOnesThatGrantItACallIsDenied(Action action) {
    V2Api caller = caller(EnumSet.complementOf(EnumSet.of(action.narrow, action.broad)));
    HttpResponse<String> json = caller.post(action.word + ".json", "delete_all", "1");
    assertEquals(V2Body.error(DENIED), json.body());
    assertEquals(403, json.statusCode());
    HttpResponse<String> xml = caller.get(action.word + ".xml", "delete_all", "1");
    assertEquals(V2Body.xmlErrors(DENIED), xml.body());
    assertEquals(403, xml.statusCode());
    assertEquals(List.of("a@x.org"), owner.emails(""));
  }

  @ParameterizedTest
  @EnumSource
  void oneScopeIsEnoughTheNarrowOrTheBroad(Action action) {
    for (Scope scope : List.of(action.narrow, action.broad)) {
      V2Api caller = caller(Set.of(scope));
      assertEquals(200, caller.get(action.word + ".json", "delete_all", "1").statusCode());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoeverMayNotCallIsNotToldWhatElseIsWrong(Action action) {
    String[] wrong = {"start_date", "soon", "type", "any"};
    assertEquals(V2Body.error(DENIED), caller(Set.of()).get(action.word + ".json", wrong).body());
    V2Api stranger = new V2Api(owner, KEY_USER, "password");
    assertEquals(V2Body.error(BAD), stranger.get(action.word + ".json", wrong).body());
  }

  private V2Api caller(Set<Scope> scopes) {
    return new V2Api(owner, KEY_USER, service.createKey(account, scopes));
  }

  private void assertRefused(V2Api caller) {
    for (String action : List.of("get", "delete", "count")) {
      HttpResponse<String> json = caller.post(action + ".json", "delete_all", "1");
      assertEquals(V2Body.error(BAD), json.body());
      assertEquals(403, json.statusCode());
      assertEquals(List.of("application/json"), json.headers().allValues("Content-Type"));
      HttpResponse<String> xml = caller.get(action + ".xml", "delete_all", "1");
      assertEquals(V2Body.xmlErrors(BAD), xml.body());
      assertEquals(403, xml.statusCode());
      assertEquals(List.of("application/xml"), xml.headers().allValues("Content-Type"));
    }
    assertEquals(List.of("a@x.org"), owner.emails(""));
  }
}
