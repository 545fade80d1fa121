package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The on-behalf-of header (contract, 2.3 and chapter 9, row 10). */
class OnBehalfOfContractTest {
  private static final String HEADER = "on-behalf-of";

  private final TestService service = TestService.shared();
  private final String parentName = service.createAccount(Account.ROOT, uuid());
  private final Api parent = service.api(service.createKey(parentName, Scope.ALL));
  private final String childId = uuid();
  private final String childName = service.createAccount(parentName, childId);
  private final Api child = service.api(service.createKey(childName, Scope.ALL));

  @Test
  void aSubuserIsNamedByUsernameOrById() {
    child.ingest(BounceRow.at(1, "child@x.org"));
    parent.ingest(BounceRow.at(1, "parent@x.org"));
    assertEquals(List.of("child@x.org"), parent.with(HEADER, childName).emails(""));
    assertEquals(List.of("child@x.org"), parent.with(HEADER, "account-id " + childId).emails(""));
    assertEquals(
        List.of("child@x.org"), parent.with(HEADER, " account-id   " + childId + " ").emails(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"on-behalf-of", "On-Behalf-Of", "On-behalf-of", "ON-BEHALF-OF"})
  void theHeadersNameMayBeWrittenInAnyCase(String header) {
    child.ingest(BounceRow.at(1, "child@x.org"));
    RawHttp.Answer answer = RawHttp.send(parent, "GET", BOUNCES, header + ": " + childName);
    assertEquals(child.list(), answer.body());
  }

  @Test
  void everyCallIsMadeForTheSubuser() {
    Api api = parent.with(HEADER, childName);
    parent.ingest(BounceRow.at(1, "a@x.org"));
    api.ingest(BounceRow.at(3, "a@x.org"), BounceRow.at(2, "b@x.org"), BounceRow.at(1, "c@x.org"));
    assertEquals(List.of("a@x.org", "b@x.org", "c@x.org"), child.emails(""));
    assertEquals(child.get(BOUNCES + "/a@x.org").body(), api.get(BOUNCES + "/a@x.org").body());
    assertEquals(204, api.delete(BOUNCES + "/a@x.org").statusCode());
    assertEquals(204, api.delete(BOUNCES, "{\"emails\":[\"b@x.org\"]}").statusCode());
    assertEquals(List.of("c@x.org"), child.emails(""));
    assertEquals(204, api.delete(BOUNCES, "{\"delete_all\":true}").statusCode());
    assertEquals(List.of(), child.emails(""));
    assertEquals(List.of("a@x.org"), parent.emails(""));
  }

  @Test
  void withoutTheHeaderAParentSeesItsOwnListOnly() {
    child.ingest(BounceRow.at(1, "child@x.org"));
    assertEquals(List.of(), parent.emails(""));
    assertEquals("[]", parent.get(BOUNCES + "/child@x.org").body());
  }

  @Test
  void theKeysScopesHoldForTheSubuserToo() {
    String key = service.createKey(parentName, Set.of(Scope.BOUNCES_READ));
    Api reader = service.api(key).with(HEADER, childName);
    child.ingest(BounceRow.at(1, "child@x.org"));
    assertEquals(List.of("child@x.org"), reader.emails(""));
    assertForbidden(reader.delete(BOUNCES, "{\"delete_all\":true}"));
    assertForbidden(reader.delete(BOUNCES + "/child@x.org"));
    assertForbidden(reader.post(INGEST, "{\"email\":\"a@x.org\"}"));
    assertEquals("{\"scopes\":[\"suppression.bounces.read\"]}", reader.get("/v3/scopes").body());
    assertEquals(List.of("child@x.org"), child.emails(""));
  }

  @Test
  void onlyTheCallersOwnSubusersMayBeNamed() {
    String siblingId = uuid();
    String sibling = service.createAccount(Account.ROOT, siblingId);
    String grandchildId = uuid();
    String grandchild = service.createAccount(childName, grandchildId);
    assertForbiddenForAll(parent, "nobody", "account-id nobody", "account-id " + uuid());
    assertForbiddenForAll(parent, sibling, "account-id " + siblingId);
    assertForbiddenForAll(parent, grandchild, "account-id " + grandchildId);
    assertForbiddenForAll(parent, parentName, Account.ROOT);
    assertForbiddenForAll(child, parentName, childName, "account-id " + childId);
  }

  @Test
  void anEmptyHeaderNamesNobody() {
    assertForbiddenForAll(service.account(), "", " ", "account-id", "account-id ");
  }

  @Test
  void twoHeadersNameNobody() {
    String sibling = service.createAccount(parentName, null);
    for (String other : List.of(sibling, childName, "")) {
      RawHttp.Answer answer =
          RawHttp.send(parent, "GET", BOUNCES, HEADER + ": " + childName, "On-Behalf-Of: " + other);
      assertEquals(403, answer.status());
      assertEquals(ErrorBody.of("access forbidden"), answer.body());
    }
  }

  @Test
  void theTwoFormsAreNotMixed() {
    assertForbiddenForAll(
        parent,
        childId,
        "account-id " + childName,
        "account-id",
        "account-id" + childId,
        "subuser_" + childName,
        childName + "," + childName,
        childName + "%",
        "%",
        "*",
        "' OR 'a'='a");
  }

  private void assertForbiddenForAll(Api caller, String... values) {
    for (String value : values) {
      assertForbidden(caller.with(HEADER, value).get(BOUNCES));
      assertForbidden(caller.with(HEADER, value).get("/v3/scopes"));
    }
  }

  private static void assertForbidden(HttpResponse<String> response) {
    assertEquals(ErrorBody.of("access forbidden"), response.body());
    assertEquals(403, response.statusCode());
  }

  private static String uuid() {
    return UUID.randomUUID().toString();
  }
}
