package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static dev.rebound.support.Api.INGEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a key may do (contract, 2.2). */
class ScopeContractTest {
  private static final String FORBIDDEN =
      "{\"errors\":[{\"field\":null,\"message\":\"access forbidden\"}]}";

  /** The image is tested in mock mode. */
  private static final String MOCKS_SCOPES =
      System.getenv("REBOUND_TEST_IMAGE") == null
          ? ""
          : ",\"mail.send\",\"user.webhooks.event.settings.create\","
              + "\"user.webhooks.event.settings.read\",\"user.webhooks.event.settings.update\","
              + "\"user.webhooks.event.settings.delete\"";

  private static final String ROW = BounceRow.at(1, "a@x.org").json();

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api owner = service.api(service.createKey(account, Scope.ALL));

  static Stream<Arguments> routes() {
    return Stream.of(
        arguments("GET", BOUNCES, "", 200, Scope.BOUNCES_READ, Scope.SUPPRESSION_READ),
        arguments("GET", BOUNCES + "/a@x.org", "", 200, Scope.BOUNCES_READ, Scope.SUPPRESSION_READ),
        arguments(
            "DELETE",
            BOUNCES,
            "{\"delete_all\":true}",
            204,
            Scope.BOUNCES_DELETE,
            Scope.SUPPRESSION_DELETE),
        arguments(
            "DELETE",
            BOUNCES + "/a@x.org",
            "",
            204,
            Scope.BOUNCES_DELETE,
            Scope.SUPPRESSION_DELETE),
        arguments(
            "POST",
            "/rebound/v1/lookup",
            "{\"emails\":[\"a@x.org\"]}",
            200,
            Scope.BOUNCES_READ,
            Scope.SUPPRESSION_READ),
        arguments(
            "POST", "/rebound/v1/erase", "{\"email\":\"a@x.org\"}", 200, Scope.ERASE, Scope.ERASE),
        arguments("POST", INGEST, ROW, 200, Scope.BOUNCES_CREATE, Scope.SUPPRESSION_CREATE));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withAllScopesButTheOnesThatGrantItACallIsForbidden(
      String method, String path, String body, int status, Scope narrow, Scope broad) {
    owner.ingest(ROW);
    Set<Scope> others = EnumSet.complementOf(EnumSet.of(narrow, broad));
    HttpResponse<String> response = send(others, method, path, body);
    assertEquals(403, response.statusCode());
    assertEquals(FORBIDDEN, response.body());
    assertEquals(56, response.body().length());
    assertEquals("[" + ROW + "]", owner.list());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void oneScopeIsEnoughTheNarrowOrTheBroad(
      String method, String path, String body, int status, Scope narrow, Scope broad) {
    owner.ingest(ROW);
    assertEquals(status, send(Set.of(narrow), method, path, body).statusCode());
    owner.ingest(BounceRow.at(2, "a@x.org"));
    assertEquals(status, send(Set.of(broad), method, path, body).statusCode());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whatIsForbiddenIsNotReadEither(
      String method, String path, String body, int status, Scope narrow, Scope broad) {
    assertEquals(403, send(Set.of(), method, path + "?limit=ten", "no JSON").statusCode());
  }

  @Test
  void headNeedsWhatGetNeeds() {
    assertEquals(403, key(Set.of(Scope.BOUNCES_DELETE)).head(BOUNCES).statusCode());
    assertEquals(200, key(Set.of(Scope.BOUNCES_READ)).head(BOUNCES).statusCode());
  }

  @Test
  void anyKeyMayAskForItsScopes() {
    assertEquals(
        "{\"scopes\":[\"suppression.create\",\"suppression.read\",\"suppression.update\",\"suppression.delete\","
            + "\"suppression.bounces.create\",\"suppression.bounces.read\",\"suppression.bounces.update\","
            + "\"suppression.bounces.delete\""
            + MOCKS_SCOPES
            + "]}",
        owner.get("/v3/scopes").body());
    assertEquals(
        "{\"scopes\":[\"suppression.delete\",\"suppression.bounces.read\"]}",
        key(Set.of(Scope.BOUNCES_READ, Scope.SUPPRESSION_DELETE)).get("/v3/scopes").body());
    assertEquals("{\"scopes\":[]}", key(Set.of()).get("/v3/scopes").body());
  }

  private HttpResponse<String> send(Set<Scope> scopes, String method, String path, String body) {
    return key(scopes).send(method, path, BodyPublishers.ofString(body));
  }

  private Api key(Set<Scope> scopes) {
    return service.api(service.createKey(account, scopes));
  }
}
