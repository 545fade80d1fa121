package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.PATH;
import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every request and response of the two documents of the legacy API, that of 2011 and the newer one
 * with {@code api_user=apikey}. The newer one's sample names one address six times, which a list
 * cannot; here each has its own. What else differs from them is said at its place.
 */
class V2DocumentsContractTest {
  private static final String OLD_USER = "youremail@domain.com";
  private static final String SAID = "host [127.0.0.1] said: 550 5.1.1 unknown or illegal user: ";
  private static final String GMAIL =
      "550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's"
          + " email address for typos or unnecessary spaces. Learn more at"
          + " http://mail.google.com/support/bin/answer.py?answer=6596 z10si838244anz.171 ";
  private static final String RELAYING =
      "550 5.7.1 <example@example.com>... Relaying denied. Proper authentication required. ";
  private static final String RELAY = "554 5.7.1 <example@example.com>: Relay access denied ";
  private static final String POP =
      "550 support.sendgrid.net [74.63.202.100] is currently not permitted to relay through this server. Perhaps you"
          + " have not logged into the pop/imap server in the last 30 minutes or do not have SMTP Authentication turned"
          + " on in your email client. ";

  private final TestService service = TestService.shared();
  private final Api api = service.account();
  private final String apikey = "api_user=apikey&api_key=" + api.key();

  @Test
  void newerGetJson() {
    String[][] rows = {
      {"4.0.0", "2011-09-16 22:02:19", "Unable to resolve MX host sendgrid.ne"},
      {"4.0.0", "2011-09-19 17:47:15", "Connection timed out"},
      {"5.1.1", "2011-10-17 11:07:10", GMAIL},
      {"5.7.1", "2011-10-26 23:06:22", RELAYING},
      {"5.7.1", "2011-12-01 01:45:55", RELAY},
      {"550", "2012-06-01 14:10:15", POP},
    };
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < rows.length; i++) {
      String email = "example" + i + "@example.com";
      api.ingest(bounced(rows[i][1], email).because(rows[i][2], rows[i][0]));
      expected.append(
          ", {\"status\": \"%s\", \"created\": \"%s\", \"reason\": \"%s\", \"email\": \"%s\"}"
              .formatted(rows[i][0], rows[i][1], rows[i][2], email));
    }
    assertAnswer("[" + expected.substring(2) + "]", api, "get.json", apikey + "&date=1");
  }

  @Test
  void newerGetXml() {
    api.ingest(documented("example@example.com", "2009-06-10 12:40:30"));
    assertAnswer(
        """
        <bounces>
           <bounce>
              <email>example@example.com</email>
              <status>5.1.1</status>
              <reason>host [127.0.0.1] said: 550 5.1.1 unknown or illegal user: example@example.com</reason>
              <created>2009-06-10 12:40:30</created>
           </bounce>
        </bounces>""",
        api,
        "get.xml",
        apikey + "&date=1");
  }

  /** The document's own answer in XML is a slip of its templates: {@code success @nodes}. */
  @Test
  void newerDelete() {
    String form = apikey + "&email=emailToDelete@domain.com";
    for (String method : List.of("delete.xml", "delete.json")) {
      // Another time each: told again, the same event would not bring the address back.
      api.ingest(BounceRow.at(method.length(), "emailToDelete@domain.com"));
      HttpResponse<String> response = V2Api.of(api).form("POST", PATH + method, form);
      assertEquals(200, response.statusCode());
      assertEquals(
          method.endsWith("xml") ? V2Body.xmlMessage("success") : V2Body.message("success"),
          response.body());
      assertEquals("[]", api.list());
    }
  }

  @Test
  void newerCount() {
    ingestFour();
    assertAnswer("{\"count\": \"4\"}", api, "count.json", apikey);
    assertAnswer("<result>\n   <count>4</count>\n</result>", api, "count.xml", apikey);
  }

  private void ingestFour() {
    for (int i = 1; i <= 4; i++) {
      api.ingest(BounceRow.at(i, "email" + i + "@domain.com"));
    }
  }

  /** The user is the account's name, an address like any other name. */
  @Test
  void olderGetXml() {
    Account.CreateResult created =
        service.ask(
            Operations.CREATE_ACCOUNT,
            new Account.CreateRequest(OLD_USER, Account.ROOT, Optional.empty()));
    assertEquals(Account.CreateResult.CREATED, created);
    Api older = service.api(service.createKey(OLD_USER, Scope.ALL));
    older.ingest(
        documented("email1@domain.com", "2009-06-10 12:40:30"),
        documented("email2@domain2.com", "2009-08-01 10:16:30"));
    assertAnswer(
        """
        <bounces>
           <bounce>
              <email>email1@domain.com</email>
              <status>5.1.1</status>
              <reason>host [127.0.0.1] said: 550 5.1.1 unknown or illegal user: email1@domain.com</reason>
              <created>2009-06-10 12:40:30</created>
           </bounce>
           <bounce>
              <email>email2@domain2.com</email>
              <status>5.1.1</status>
              <reason>host [127.0.0.1] said: 550 5.1.1 unknown or illegal user: email2@domain2.com</reason>
              <created>2009-08-01 10:16:30</created>
           </bounce>
        </bounces>""",
        older,
        "get.xml",
        "api_user=" + OLD_USER + "&api_key=" + older.key() + "&date=1");
    assertAnswer(
        "{\"count\": \"2\"}",
        older,
        "count.json",
        "api_user=" + OLD_USER + "&api_key=" + older.key());
  }

  /** Tags of the time "will not populate unless date is set". */
  @Test
  void olderGetXmlWithoutDate() {
    api.ingest(documented("email1@domain.com", "2009-06-10 12:40:30"));
    assertEquals(List.of(""), V2Body.texts(V2Api.of(api).found("get.xml"), "created"));
  }

  @Test
  void olderDelete() {
    String query = apikey + "&email=emailToDelete@domain.com";
    api.ingest(bounced("2026-01-01 00:00:00", "emailToDelete@domain.com"));
    assertAnswer(V2Body.xmlMessage("success"), api, "delete.xml", query);
    assertAnswer(V2Body.xmlMessage("Email does not exist"), api, "delete.xml", query);
    api.ingest(bounced("2026-01-02 00:00:00", "emailToDelete@domain.com"));
    HttpResponse<String> response = api.get(PATH + "delete.json?" + query);
    assertEquals(new JsonObject("{\"message\":\"success\"}"), new JsonObject(response.body()));
  }

  /** In 2011 this deleted the entire list; since 2014 it is an error. */
  @Test
  void olderDeleteWithoutParameters() {
    ingestFour();
    HttpResponse<String> response = api.get(PATH + "delete.json?" + apikey);
    assertEquals(400, response.statusCode());
    assertAnswer("{\"count\": \"4\"}", api, "count.json", apikey);
  }

  /** The document's error of a count in XML, {@code error: reason}, gives way to that of delete. */
  @Test
  void olderErrors() {
    String wrong = apikey + "&start_date=soon&type=any";
    JsonObject expected =
        new JsonObject(
            "{\"message\":\"error\",\"errors\":[\"error in start_date: must be a date (YYYY-MM-DD)\","
                + "\"error in type: must be hard or soft\"]}");
    for (String action : List.of("delete", "count")) {
      HttpResponse<String> json = api.get(PATH + action + ".json?" + wrong);
      assertEquals(expected, new JsonObject(json.body()));
      String xml = api.get(PATH + action + ".xml?" + wrong).body();
      assertEquals(List.of("error"), V2Body.texts(xml, "message"));
      assertEquals(expected.getJsonArray("errors").getList(), V2Body.texts(xml, "error"));
    }
  }

  private static BounceRow documented(String email, String created) {
    return bounced(created, email).because(SAID + email, "5.1.1");
  }

  private static void assertAnswer(String body, Api api, String method, String query) {
    HttpResponse<String> response = new Api(api.url(), null).get(PATH + method + "?" + query);
    assertEquals(body, response.body());
    assertEquals(200, response.statusCode());
  }
}
