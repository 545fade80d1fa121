package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No account can see or change another's rows, by any route, whatever it says of on whose behalf it
 * acts.
 */
class IsolationContractTest {
  private static final String SECRET = "secret@victim.org";
  private static final BounceRow ROW =
      BounceRow.at(5, SECRET).because("the victim's reason", "5.1.1");
  private static final String NONE = "[]";
  private static final String FORBIDDEN = ErrorBody.of("access forbidden");

  /** Every route and method, with what it answers to an account that has no rows. */
  enum Call {
    LIST("GET", BOUNCES, "", 200, NONE),
    LIST_WITH_A_SLASH("GET", BOUNCES + "/", "", 200, NONE),
    LIST_BY_START("GET", BOUNCES + "?email=secret&limit=1", "", 200, NONE),
    LIST_BY_PATTERN("GET", BOUNCES + "?email=%25victim", "", 200, NONE),
    LIST_BY_TIME("GET", BOUNCES + "?start_time=1&end_time=9", "", 200, NONE),
    LIST_OFFSET("GET", BOUNCES + "?offset=1", "", 200, NONE),
    LIST_HEAD("HEAD", BOUNCES, "", 200, ""),
    ONE("GET", BOUNCES + "/" + SECRET, "", 200, NONE),
    ONE_HEAD("HEAD", BOUNCES + "/" + SECRET, "", 200, ""),
    DELETE_MANY("DELETE", BOUNCES, "{\"emails\":[\"" + SECRET + "\"]}", 204, ""),
    DELETE_ALL("DELETE", BOUNCES, "{\"delete_all\":true}", 204, ""),
    DELETE_ONE("DELETE", BOUNCES + "/" + SECRET, "", 404, ErrorBody.of("resource not found")),
    TELL(
        "POST",
        INGEST,
        BounceRow.at(9, SECRET).json(),
        200,
        "{\"added\":1,\"updated\":0,\"duplicates\":0,\"rejected\":[]}"),
    TELL_THE_SAME(
        "POST",
        INGEST,
        ROW.json(),
        200,
        "{\"added\":1,\"updated\":0,\"duplicates\":0,\"rejected\":[]}");

    private final String method;
    private final String path;
    private final String body;
    private final int status;
    private final String answer;

    Call(String method, String path, String body, int status, String answer) {
      this.method = method;
      this.path = path;
      this.body = body;
      this.status = status;
      this.answer = answer;
    }

    HttpResponse<String> by(Api api) {
      return api.send(method, path, BodyPublishers.ofString(body));
    }
  }

  /** How an attacker stands to the victim. */
  enum Kin {
    SIBLING,
    PARENT,
    GRANDPARENT,
    CHILD
  }

  private final TestService service = TestService.shared();
  private final String grandparent = service.createAccount(Account.ROOT, uuid());
  private final String parent = service.createAccount(grandparent, uuid());
  private final String victimId = uuid();
  private final String victimName = service.createAccount(parent, victimId);
  private final Api victim = key(victimName);

  static Stream<Arguments> callsAndKin() {
    return Stream.of(Call.values())
        .flatMap(call -> Stream.of(Kin.values()).map(kin -> Arguments.of(call, kin)));
  }

  static Stream<Arguments> callsAndStrangers() {
    return callsAndKin().filter(arguments -> arguments.get()[1] != Kin.PARENT);
  }

  @ParameterizedTest
  @MethodSource("callsAndKin")
  void withoutTheHeaderACallMeetsTheCallersOwnEmptyList(Call call, Kin kin) {
    victim.ingest(ROW);
    HttpResponse<String> response = call.by(attacker(kin));
    assertEquals(call.answer, response.body());
    assertEquals(call.status, response.statusCode());
    assertUntouched();
  }

  @ParameterizedTest
  @MethodSource("callsAndStrangers")
  void onlyTheParentMayActForTheVictim(Call call, Kin kin) {
    victim.ingest(ROW);
    Api attacker = attacker(kin);
    for (String behalf : List.of(victimName, "account-id " + victimId, "subuser_" + victimName)) {
      HttpResponse<String> response = call.by(attacker.with("on-behalf-of", behalf));
      assertEquals(403, response.statusCode());
      assertEquals(call.method.equals("HEAD") ? "" : FORBIDDEN, response.body());
    }
    assertUntouched();
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void actingForASubuserOfItsOwnAnAccountDoesNotReachOthers(Call call) {
    victim.ingest(ROW);
    String other = service.createAccount(parent, uuid());
    HttpResponse<String> response = call.by(key(parent).with("on-behalf-of", other));
    assertEquals(call.answer, response.body());
    assertEquals(call.status, response.statusCode());
    assertUntouched();
  }

  @Test
  void noLinkTellsHowLongAnothersListIs() {
    victim.ingest(ROW, BounceRow.at(4, "second@victim.org"));
    String link = key(parent).get(BOUNCES + "?limit=1").headers().firstValue("Link").orElseThrow();
    assertFalse(link.contains("title=\"2\""), link);
  }

  private Api attacker(Kin kin) {
    return key(
        switch (kin) {
          case SIBLING -> service.createAccount(parent, uuid());
          case PARENT -> parent;
          case GRANDPARENT -> grandparent;
          case CHILD -> service.createAccount(victimName, uuid());
        });
  }

  private void assertUntouched() {
    assertEquals(BounceRow.array(ROW), victim.list());
  }

  private Api key(String account) {
    return service.api(service.createKey(account, Scope.ALL));
  }

  private static String uuid() {
    return UUID.randomUUID().toString();
  }
}
