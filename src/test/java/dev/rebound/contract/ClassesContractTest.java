package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/classes}: why are these addresses on the list? */
class ClassesContractTest {
  private static final String CLASSES = "/rebound/v1/classes";
  private static final String WRONG =
      ErrorBody.ofField("emails", "must be an array of 1 to 500 strings");

  private final Api api = TestService.shared().account();

  @Test
  void theNewestBounceOfAnAddressHasItsClass() {
    ingest(api, "ann@x.org", 5, "bounce", "550 5.1.1 User unknown");
    ingest(api, "ann@x.org", 3, "bounce", "552 5.2.2 Mailbox full");
    ingest(api, "ann@x.org", 9, "blocked", "554 5.7.1 Rejected as spam");
    ingest(api, "eve@x.org", 4, "bounce", "552 5.2.2 Mailbox full");
    ingest(api, "blocked@x.org", 4, "blocked", "554 5.7.1 Rejected as spam");
    assertEquals(
        Map.of("ann@x.org", "Invalid Address", "eve@x.org", "Mailbox Unavailable"),
        classes(api, "Eve@X.org", "nobody@x.org", "ann@x.org", "blocked@x.org", "ann@x.org"));
  }

  @Test
  void aClassThatTheSenderNamedHasTheRuleGiven() {
    api.ingest(
        "{\"email\":\"ann@x.org\",\"created\":1,\"reason\":\"?\",\"classification\":\"Content\"}");
    assertEquals(
        new JsonObject()
            .put("email", "ann@x.org")
            .put("classification", "Content")
            .put("rule", "given"),
        result(ask(api, "ann@x.org")).getJsonObject(0));
  }

  @Test
  void aDeletedAddressKeepsItsHistoryAndClass() {
    ingest(api, "ann@x.org", 5, "bounce", "550 5.1.1 User unknown");
    api.delete(Api.BOUNCES + "/ann@x.org");
    assertEquals(Map.of("ann@x.org", "Invalid Address"), classes(api, "ann@x.org"));
  }

  @Test
  void theHistoryOfAnotherAccountIsNotRead() {
    ingest(TestService.shared().account(), "ann@x.org", 5, "bounce", "550 5.1.1 User unknown");
    assertEquals(Map.of(), classes(api, "ann@x.org"));
  }

  @Test
  void fiveHundredAddressesAreTheMost() {
    String[] emails = Collections.nCopies(501, "ann@x.org").toArray(String[]::new);
    assertEquals(Map.of(), classes(api, Arrays.copyOf(emails, 500)));
    HttpResponse<String> tooMany = ask(api, emails);
    assertEquals(400, tooMany.statusCode());
    assertEquals(WRONG, tooMany.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"emails\":[]}", "{\"emails\":\"a@x.org\"}", "{\"emails\":[1]}"})
  void anythingElseIsRefused(String body) {
    HttpResponse<String> response = api.post(CLASSES, body);
    assertEquals(400, response.statusCode());
    assertEquals(WRONG, response.body());
  }

  private static void ingest(Api api, String email, long created, String type, String reason) {
    api.ingest(
        new JsonObject()
            .put("email", email)
            .put("created", created)
            .put("type", type)
            .put("reason", reason)
            .encode());
  }

  private static HttpResponse<String> ask(Api api, String... emails) {
    return api.post(CLASSES, new JsonObject().put("emails", Arrays.asList(emails)).encode());
  }

  private static JsonArray result(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    return new JsonObject(response.body()).getJsonArray("result");
  }

  private static Map<String, String> classes(Api api, String... emails) {
    return result(ask(api, emails)).stream()
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(
                found -> found.getString("email"), found -> found.getString("classification")));
  }
}
