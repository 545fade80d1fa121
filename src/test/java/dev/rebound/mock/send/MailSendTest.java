package dev.rebound.mock.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v3/mail/send} on the wire, and what the mock remembers of it. */
class MailSendTest {
  static final String SEND = "/v3/mail/send";
  private static final String MESSAGES = "/mock/messages";

  @AutoClose private static final Mock MOCK = Mock.start();

  private final String account = MOCK.service().createAccount(Account.ROOT, null);
  private final Api api = json(MOCK.service().createKey(account, Scope.ALL));

  private static Api json(String key) {
    return MOCK.service().api(key).with("Content-Type", "application/json");
  }

  static String mail(String to, String more) {
    return """
        {"personalizations":[{"to":[{"email":"%s"}]}], "from":{"email":"from@example.com"},
         "subject":"Hello, you", "content":[{"type":"text/plain","value":"Hi"}]%s}
        """
        .formatted(to, more);
  }

  @BeforeEach
  void forget() {
    MOCK.rules();
    assertEquals(204, MOCK.controls().delete(MESSAGES).statusCode());
  }

  @Test
  void aMessageIsAcceptedWithAnIdAndCanBeRead() {
    HttpResponse<String> response = api.post(SEND, mail("A@Example.com", ""));
    assertEquals(202, response.statusCode(), response.body());
    assertEquals("", response.body());
    String id = response.headers().firstValue("X-Message-Id").orElseThrow();
    assertTrue(id.matches("[A-Za-z0-9_-]{22}"), id);
    JsonObject message = messages("").get(0);
    assertEquals(id, message.getString("id"));
    assertEquals(account, message.getString("account"));
    assertEquals(MOCK.service().clock().instant().toString(), message.getString("at"));
    assertEquals(
        "a@example.com", message.getJsonArray("recipients").getJsonObject(0).getString("email"));
    assertEquals("Hello, you", message.getJsonObject("message").getString("subject"));
  }

  @Test
  void messagesAreFoundByRecipientSubjectAndId() {
    api.post(SEND, mail("a@example.com", ""));
    String id =
        api.post(SEND, mail("b@example.com", ""))
            .headers()
            .firstValue("X-Message-Id")
            .orElseThrow();
    assertEquals(2, messages("").size());
    assertEquals(id, messages("?recipient=B@example.com").get(0).getString("id"));
    assertEquals(id, messages("?limit=1").get(0).getString("id"));
    assertEquals(1, messages("?id=" + id + ".recvd-x").size());
    assertEquals(2, messages("?subject=Hello,%20y").size());
    assertEquals(0, messages("?subject=hello&id=" + id).size());
    assertEquals(0, messages("?recipient=c@example.com").size());
    MOCK.controls().post("/mock/reset", "{\"to\":\"empty\"}");
    assertEquals(0, messages("").size());
  }

  @ParameterizedTest
  @CsvSource({
    "recipient=x, recipient must be an address",
    "limit=0, limit must be from 1 to 1000",
    "to=a@example.com, 'the parameters are recipient, subject, id, limit'",
  })
  void anotherQuestionIsRefused(String query, String error) {
    HttpResponse<String> response = MOCK.controls().get(MESSAGES + "?" + query);
    assertEquals(400, response.statusCode());
    assertEquals("{\"error\":\"" + error + "\"}\n", response.body());
  }

  @Test
  void theSandboxChecksAndDoesNothing() {
    String sandbox = ",\"mail_settings\":{\"sandbox_mode\":{\"enable\":true}}";
    HttpResponse<String> response = api.post(SEND, mail("a@example.com", sandbox));
    assertEquals(200, response.statusCode());
    assertEquals("", response.body());
    assertEquals(400, api.post(SEND, mail("none", sandbox)).statusCode());
    assertEquals(0, messages("").size());
  }

  @Test
  void aFaultyMessageIsRefusedInTheFormatOfTheMailService() {
    HttpResponse<String> response = api.post(SEND, mail("none", ""));
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"message\":\"Does not contain a valid address.\","
            + "\"field\":\"personalizations.0.to.0.email\","
            + "\"help\":\"http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html"
            + "#message.personalizations.to\"}]}",
        response.body());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(
        "https://sendgrid.com/docs/Classroom/Basics/API/cors.html",
        response.headers().firstValue("X-No-CORS-Reason").orElseThrow());
    assertEquals(
        "https://sendgrid.api-docs.io",
        response.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    assertEquals(0, messages("").size());
  }

  @Test
  void refusalsHaveTheFormatOfTheMailServiceToo() {
    String mail = mail("a@example.com", "");
    assertRefused(401, "authorization required", json(null).post(SEND, mail));
    assertRefused(
        401,
        "The provided authorization grant is invalid, expired, or revoked",
        json("SG.x").post(SEND, mail));
    EnumSet<Scope> others = EnumSet.complementOf(EnumSet.of(Scope.MAIL_SEND));
    Api weak = json(MOCK.service().createKey(account, others));
    assertRefused(403, "access forbidden", weak.post(SEND, mail));
    assertRefused(403, "access forbidden", api.with("on-behalf-of", "nobody").post(SEND, mail));
    assertRefused(405, "method not allowed", api.get(SEND));
    assertRefused(
        415,
        "Content-Type should be application/json.",
        MOCK.service().api(api.key()).with("Content-Type", "text/plain").post(SEND, mail));
    assertRefused(413, "content too large", api.post(SEND, " ".repeat((30 << 20) + 1)));
    MOCK.rules("{\"path\":\"/v3/mail/*\",\"fault\":{\"status\":503}}");
    assertRefused(503, "service unavailable", api.post(SEND, mail));
    assertEquals(0, messages("").size());
  }

  private static void assertRefused(int status, String message, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "{\"errors\":[{\"message\":\"" + message + "\",\"field\":null,\"help\":null}]}",
        response.body());
  }

  @Test
  void theScopeIsEnoughAndASubuserSendsForItself() {
    Api own = json(MOCK.service().createKey(account, EnumSet.of(Scope.MAIL_SEND)));
    assertEquals(202, own.post(SEND, mail("a@example.com", "")).statusCode());
    assertEquals("{\"scopes\":[\"mail.send\"]}", own.get("/v3/scopes").body());
    Api root = MOCK.service().root().with("Content-Type", "application/json");
    HttpResponse<String> response =
        root.with("on-behalf-of", account).post(SEND, mail("a@example.com", ""));
    assertEquals(202, response.statusCode());
    assertEquals(account, messages("").get(1).getString("account"));
  }

  @Test
  void aRequestToSendIsOnRecordAndCounts() {
    MOCK.controls().delete("/mock/requests");
    HttpResponse<String> response = api.post(SEND, mail("a@example.com", ""));
    assertEquals("599", response.headers().firstValue("X-Ratelimit-Remaining").orElseThrow());
    JsonObject request = MOCK.requests().get(0);
    assertEquals(SEND, request.getString("path"));
    assertEquals(202, request.getInteger("status"));
  }

  @Test
  void optionsAreSendGrids() {
    HttpResponse<String> response = api.send("OPTIONS", SEND, BodyPublishers.noBody());
    assertEquals(200, response.statusCode());
    assertEquals(
        "POST", response.headers().firstValue("Access-Control-Allow-Methods").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {SEND, MESSAGES})
  void aServiceThatIsNoMockHasNoneOfIt(String path) {
    TestService store = TestService.shared();
    Api asked = path.equals(SEND) ? store.account() : new Api(store.adminUrl(), null);
    assertEquals(404, asked.post(path, mail("a@example.com", "")).statusCode());
  }

  private static List<JsonObject> messages(String query) {
    HttpResponse<String> response = MOCK.controls().get(MESSAGES + query);
    assertEquals(200, response.statusCode(), response.body());
    return Mock.objects(response.body());
  }
}
