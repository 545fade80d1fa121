package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.PATH;
import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/**
 * What clients of the legacy API send, and what they look for in the answer (contract, 4.3 and
 * chapter 7).
 */
class V2ClientsContractTest {
  private static final String BOUNCED = "user+tag@domain.com";

  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @BeforeEach
  void fillTheList() {
    api.ingest(
        bounced("2026-02-20 12:00:00", "old@x.org").because("", "4.0.0"),
        bounced("2026-03-01 11:00:00", BOUNCED).because("550 5.1.1 <user> unknown", "5.1.1"));
  }

  /** sendgrid_toolkit (Ruby): all in the query of a POST, after a question mark too many. */
  @Test
  void sendgridToolkit() {
    JsonArray rows = new JsonArray(toolkit("get", "date", "1").body());
    for (Object row : rows) {
      LocalDateTime.parse(((JsonObject) row).getString("created").replace(' ', 'T'));
    }
    assertEquals(2, rows.size());
    assertEquals(new JsonArray(), new JsonArray(toolkit("get", "email", "nobody@x.org").body()));
    HttpResponse<String> deleted = toolkit("delete", "email", BOUNCED);
    assertFalse(deleted.body().contains("does not exist"));
    // It raises EmailDoesNotExist for this text, and a server error for any status above 401.
    HttpResponse<String> again = toolkit("delete", "email", BOUNCED);
    assertTrue(again.statusCode() <= 401);
    assertTrue(new JsonObject(again.body()).getString("message").contains("does not exist"));
    // Its users deleted everything by naming nothing, which is an APIError now.
    HttpResponse<String> nothing = toolkit("delete");
    assertTrue(nothing.statusCode() <= 401);
    assertTrue(new JsonObject(nothing.body()).containsKey("error"));
    assertEquals(List.of("old@x.org"), v2.emails());
  }

  private HttpResponse<String> toolkit(String action, String... parameters) {
    String path = PATH + action + ".json?&" + v2.credentials();
    String more = parameters.length == 0 ? "" : "&" + V2Api.encode(parameters);
    return v2.form("POST", path + more, "");
  }

  /** Mail::SendGrid (Perl): XML with times, and an object made of the four elements of a row. */
  @Test
  void mailSendGrid() {
    String xml = v2.found("get.xml", "date", "1", "type", "hard", "days", "7");
    assertEquals(List.of(BOUNCED), V2Body.texts(xml, "email"));
    assertEquals(List.of("2026-03-01 11:00:00"), V2Body.texts(xml, "created"));
    assertEquals(List.of("5.1.1"), V2Body.texts(xml, "status"));
    assertEquals(List.of("550 5.1.1 <user> unknown"), V2Body.texts(xml, "reason"));
    Document none = V2Body.parse(v2.found("get.xml", "date", "1", "email", "nobody@x.org"));
    assertEquals("bounces", none.getDocumentElement().getTagName());
    assertEquals(0, none.getElementsByTagName("bounce").getLength());
  }

  /** SlmMail (PHP): whatever its caller leaves out is sent empty. */
  @Test
  void slmMail() {
    String[] defaults = {
      "date",
      "1",
      "days",
      "1",
      "start_date",
      "",
      "end_date",
      "",
      "email",
      "",
      "limit",
      "100",
      "offset",
      "0"
    };
    assertEquals(List.of(BOUNCED), v2.emails(defaults));
    String[] dates = {"start_date", "", "end_date", ""};
    assertEquals("2", new JsonObject(v2.found("count.json", dates)).getString("count"));
    HttpResponse<String> nothing =
        v2.get("delete.json", "start_date", "", "end_date", "", "email", "");
    assertEquals(400, nothing.statusCode());
    assertTrue(new JsonObject(nothing.body()).getString("error").contains("delete_all=1"));
    assertEquals(List.of("old@x.org", BOUNCED), v2.emails());
    HttpResponse<String> deleted =
        v2.get("delete.json", "start_date", "", "end_date", "", "email", BOUNCED);
    assertEquals(200, deleted.statusCode());
    // Of several errors it joins the list; of one it takes the text.
    HttpResponse<String> wrong = v2.get("count.json", "start_date", "x", "end_date", "y");
    assertEquals(2, new JsonObject(wrong.body()).getJsonArray("errors").size());
    assertEquals(List.of("old@x.org"), v2.emails());
  }

  /** prison-visits-2 (Ruby): a POST with an empty body, and its tests of the answer. */
  @Test
  void prisonVisits() {
    assertFalse(new JsonArray(v2.postQuery("get.json", "email", BOUNCED).body()).isEmpty());
    assertTrue(new JsonArray(v2.postQuery("get.json", "email", "nobody@x.org").body()).isEmpty());
    assertTrue(isRemoved(v2.postQuery("delete.json", "email", BOUNCED)));
    assertFalse(isRemoved(v2.postQuery("delete.json", "email", BOUNCED)));
    assertFalse(isRemoved(v2.postQuery("delete.json", "email", "")));
    assertEquals(List.of("old@x.org"), v2.emails());
    assertTrue(isRemoved(v2.postQuery("delete.json", "delete_all", "1")));
    V2Api stranger = new V2Api(api, "user", "password");
    JsonObject refused = new JsonObject(stranger.postQuery("get.json", "email", BOUNCED).body());
    assertTrue(refused.containsKey("error"));
  }

  private static boolean isRemoved(HttpResponse<String> response) {
    JsonObject answer = new JsonObject(response.body());
    return !answer.containsKey("error") && answer.getString("message").equals("success");
  }

  /** A nightly job (PHP): the week's bounces in one GET, if they are an array. */
  @Test
  void weeklyJob() {
    JsonArray rows = new JsonArray(v2.found("get.json", "date", "1", "days", "7"));
    assertEquals(1, rows.size());
    JsonObject row = rows.getJsonObject(0);
    assertEquals(BOUNCED, row.getString("email"));
    assertEquals("5.1.1", row.getString("status"));
    assertEquals("550 5.1.1 <user> unknown", row.getString("reason"));
    assertEquals("2026-03-01 11:00:00", row.getString("created"));
  }

  /** formspree (Python): a form with the address before the credentials. */
  @Test
  void formspree() {
    String form = V2Api.encode("email", BOUNCED) + "&" + v2.credentials();
    HttpResponse<String> response = v2.form("POST", PATH + "delete.json", form);
    assertEquals(200, response.statusCode());
    assertEquals("success", new JsonObject(response.body()).getString("message"));
    HttpResponse<String> again = v2.form("POST", PATH + "delete.json", form);
    assertFalse(new JsonObject(again.body()).getString("message").equals("success"));
  }

  /** Scripts that join a query without encoding it: an at sign is itself. */
  @Test
  void scriptsThatDoNotEncode() {
    String query = "?api_user=apikey&api_key=" + api.key() + "&date=1&limit=10&email=old@x.org";
    assertEquals(1, new JsonArray(v2.api().get(PATH + "get.json" + query).body()).size());
  }

  /** Haineko (Perl) sends days and a date, of which the documents allow one: both hold. */
  @Test
  void haineko() {
    HttpResponse<String> response =
        v2.post(
            "get.json",
            "date",
            "1",
            "days",
            "1",
            "email",
            BOUNCED,
            "limit",
            "1",
            "start_date",
            "2026-02-28");
    assertEquals(200, response.statusCode());
    assertEquals(1, new JsonArray(response.body()).size());
  }
}
