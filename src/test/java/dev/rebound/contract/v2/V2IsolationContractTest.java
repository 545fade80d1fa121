package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.KEY_USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No account can see, count or delete another's rows by the legacy API. */
class V2IsolationContractTest {
  private static final String SECRET = "secret@victim.org";

  /** How an attacker stands to the victim. */
  enum Kin {
    SIBLING,
    PARENT,
    CHILD
  }

  private final TestService service = TestService.shared();
  private final String parent = service.createAccount(Account.ROOT, null);
  private final String victimName = service.createAccount(parent, null);
  private final Api victim = key(victimName);

  @BeforeEach
  void fillTheVictimsList() {
    victim.ingest(BounceRow.at(5, SECRET).because("the victim's reason", "5.1.1"));
  }

  @ParameterizedTest
  @EnumSource
  void everyCallMeetsTheCallersOwnEmptyList(Kin kin) {
    V2Api attacker = V2Api.of(attacker(kin));
    assertEquals("[]", attacker.found("get.json", "email", SECRET));
    assertEquals("[]", attacker.found("get.json", "date", "1", "limit", "5"));
    assertEquals("<bounces>\n</bounces>", attacker.found("get.xml"));
    assertEquals(V2Body.count(0), attacker.found("count.json"));
    assertEquals(V2Body.xmlCount(0), attacker.found("count.xml"));
    assertEquals(
        V2Body.message("Email does not exist"), attacker.found("delete.json", "email", SECRET));
    assertEquals(V2Body.message("success"), attacker.found("delete.json", "delete_all", "1"));
    assertEquals(
        V2Body.message("success"), attacker.found("delete.json", "end_date", "2026-03-01"));
    assertUntouched();
  }

  @ParameterizedTest
  @EnumSource
  void namingTheVictimDoesNotHelp(Kin kin) {
    Api attacker = attacker(kin);
    V2Api named = new V2Api(attacker, victimName, attacker.key());
    for (String method : List.of("get.json", "get.xml", "count.json", "delete.json")) {
      assertEquals(403, named.get(method, "delete_all", "1").statusCode());
      assertEquals(403, named.post(method, "delete_all", "1").statusCode());
    }
    // A parameter of the API for resellers, which is not served.
    V2Api reseller = V2Api.of(attacker);
    assertEquals("[]", reseller.found("get.json", "user", victimName, "task", "get"));
    reseller.get("delete.json", "user", victimName, "delete_all", "1");
    assertUntouched();
  }

  @Test
  void theHeaderOfTheOtherApiLetsNoStrangerIn() {
    Api stranger = attacker(Kin.SIBLING).with("on-behalf-of", victimName);
    V2Api v2 = V2Api.of(stranger);
    for (String method : List.of("get.json", "get.xml", "delete.json", "delete.xml")) {
      HttpResponse<String> response = v2.get(method, "delete_all", "1");
      assertEquals(403, response.statusCode(), response.body());
    }
    assertUntouched();
  }

  @Test
  void aParentReadsAndDeletesOnBehalfOfItsSubuser() {
    Api own = attacker(Kin.PARENT);
    own.ingest(BounceRow.at(1, "parent@x.org"));
    V2Api v2 = V2Api.of(own.with("on-behalf-of", victimName));
    assertEquals(List.of(SECRET), v2.emails());
    assertEquals(V2Body.message("success"), v2.post("delete.json", "delete_all", "1").body());
    assertEquals(List.of(), v2.emails());
    assertEquals(List.of("parent@x.org"), own.emails(""));
  }

  @Test
  void theSameAddressIsARowOfEachAccount() {
    Api other = attacker(Kin.SIBLING);
    other.ingest(BounceRow.at(9, SECRET).because("another reason", "4.0.0"));
    assertEquals(
        "[{\"status\": \"4.0.0\", \"created\": \"1970-01-01 00:00:09\", \"reason\": \"another reason\", \"email\":"
            + " \"secret@victim.org\"}]",
        V2Api.of(other).found("get.json", "date", "1"));
    assertEquals(
        V2Body.message("success"), V2Api.of(other).post("delete.json", "email", SECRET).body());
    assertUntouched();
  }

  private void assertUntouched() {
    assertEquals(
        "[{\"status\": \"5.1.1\", \"created\": \"1970-01-01 00:00:05\", \"reason\": \"the victim's reason\","
            + " \"email\": \"secret@victim.org\"}]",
        new V2Api(victim, KEY_USER, victim.key()).found("get.json", "date", "1"));
  }

  private Api attacker(Kin kin) {
    return switch (kin) {
      case SIBLING -> key(service.createAccount(parent, null));
      case PARENT -> key(parent);
      case CHILD -> key(service.createAccount(victimName, null));
    };
  }

  private Api key(String account) {
    return service.api(service.createKey(account, Scope.ALL));
  }
}
