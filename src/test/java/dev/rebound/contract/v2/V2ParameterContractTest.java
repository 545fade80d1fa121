package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where parameters come from, and which of several counts (contract, 4.1). */
class V2ParameterContractTest {
  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @Test
  void aQueryAFormAndBothTogetherSayTheSame() {
    api.ingest(
        bounced("2009-06-10 12:40:30", "a@x.org"), bounced("2026-03-01 00:00:00", "b@x.org"));
    String expected =
        "[{\"status\": \"\", \"created\": \"2026-03-01 00:00:00\", \"reason\": \"\", \"email\":"
            + " \"b@x.org\"}]";
    String[] parameters = {"date", "1", "email", "B@x.org"};
    assertEquals(expected, v2.get("get.json", parameters).body());
    assertEquals(expected, v2.post("get.json", parameters).body());
    assertEquals(expected, v2.postQuery("get.json", parameters).body());
    assertEquals(
        expected, v2.form("POST", v2.path("get.json", "date", "1"), "email=b%40x.org").body());
    assertEquals(
        expected, v2.form("GET", v2.path("get.json", "date", "1"), "email=b%40x.org").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "Application/X-WWW-Form-Urlencoded",
      })
  void aFormMayNameItsCharset(String type) {
    api.ingest(BounceRow.at(1, "\u00fc@x.org"), BounceRow.at(2, "b@x.org"));
    HttpResponse<String> response =
        v2.api()
            .with("Content-Type", type)
            .post(V2Api.PATH + "get.json", v2.credentials() + "&email=%C3%BC%40x.org");
    assertEquals(
        "[{\"status\": \"\", \"reason\": \"\", \"email\": \"\\u00fc@x.org\"}]", response.body());
  }

  @Test
  void theBodyWinsOverTheQueryAndTheLastOverTheFirst() {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"), BounceRow.at(3, "c@x.org"));
    String found = "[{\"status\": \"\", \"reason\": \"\", \"email\": \"b@x.org\"}]";
    assertEquals(
        found, v2.form("POST", v2.path("get.json", "email", "a@x.org"), "email=b@x.org").body());
    assertEquals(
        found,
        v2.form("POST", v2.path("get.json", "limit", "3"), "offset=1&limit=ten&limit=1").body());
    assertEquals(List.of("b@x.org"), v2.emails("email", "a@x.org", "email", "b@x.org"));
    assertEquals(List.of("b@x.org"), v2.emails("offset", "0", "limit", "1", "offset", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email[]=a@x.org&email[]=b@x.org",
        "email%5B0%5D=a@x.org&email%5B1%5D=B@X.ORG",
        "email=a@x.org&email[]=b@x.org&email[]=nobody",
        "email[a]=a@x.org&email[b]=b@x.org&email[c]=",
      })
  void severalAddressesInBracketsAreAllMeant(String parameters) {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"), BounceRow.at(3, "c@x.org"));
    assertEquals(
        v2.found("get.json", "end_date", "1970-01-01", "limit", "2"),
        v2.api().get(v2.path("get.json") + "&" + parameters).body());
    assertEquals(
        "{\"message\": \"success\"}",
        v2.form("POST", V2Api.PATH + "delete.json", v2.credentials() + "&" + parameters).body());
    assertEquals(List.of("c@x.org"), v2.emails());
  }

  @ParameterizedTest
  @ValueSource(strings = {"start_date", "end_date", "days", "type", "limit", "offset"})
  void anotherParameterInAnotherFormIsAnError(String name) {
    for (String form : List.of(name + "[]", name.toUpperCase(Locale.ROOT))) {
      HttpResponse<String> response = v2.api().get(v2.path("get.json") + "&" + form + "=1");
      assertEquals(
          "{\"error\": \"error in " + name + ": must be given once and in this form\"}",
          response.body());
      assertEquals(400, response.statusCode());
    }
  }

  @Test
  void addressesInBracketsThatAreNoneFindNothing() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    assertEquals("[]", v2.api().get(v2.path("get.json") + "&email[]=nobody").body());
    assertEquals(
        "{\"message\": \"Email does not exist\"}",
        v2.api().get(v2.path("delete.json") + "&delete_all=1&email[]=nobody").body());
    assertEquals(List.of("a@x.org"), v2.emails());
  }

  @Test
  void anEmptyParameterIsAbsentAndAnUnknownOneIgnored() {
    api.ingest(BounceRow.at(1, "a@x.org"));
    String found = "[{\"status\": \"\", \"reason\": \"\", \"email\": \"a@x.org\"}]";
    String[] empty = {
      "date",
      "",
      "days",
      "",
      "start_date",
      "",
      "end_date",
      "",
      "limit",
      "",
      "offset",
      "",
      "type",
      "",
      "email",
      ""
    };
    assertEquals(found, v2.get("get.json", empty).body());
    assertEquals(found, v2.post("get.json", empty).body());
    assertEquals(found, v2.found("get.json", "task", "get", "method", "x", "page", "2"));
    assertEquals(found, v2.api().get(v2.path("get.json") + "&limit&&email&=&=x").body());
  }
}
