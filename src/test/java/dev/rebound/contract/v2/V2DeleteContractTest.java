package dev.rebound.contract.v2;

import static dev.rebound.support.V2Api.bounced;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import dev.rebound.support.V2Api;
import dev.rebound.support.V2Body;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /api/bounces.delete.json} and {@code .xml} (contract, 4.3). */
class V2DeleteContractTest {
  private static final String SUCCESS = V2Body.message("success");
  private static final String MISSING = V2Body.message("Email does not exist");
  private static final String NOTHING_NAMED =
      "error in email: no valid parameters provided. Use delete_all=1 to remove everything";
  private static final List<String> ALL =
      List.of("a@x.org", "b@x.org", "c@x.org", "d@x.org", "e+f@x.org");

  private final Api api = TestService.shared().account();
  private final V2Api v2 = V2Api.of(api);

  @BeforeEach
  void fillTheList() {
    api.ingest(
        bounced("2026-02-01 00:00:00", "a@x.org").because("", "5.1.1"),
        bounced("2026-02-02 00:00:00", "b@x.org").because("", "4.0.0"),
        bounced("2026-02-02 23:59:59", "c@x.org").because("", "550"),
        bounced("2026-02-03 00:00:00", "d@x.org").because("", "421"),
        bounced("2026-03-01 11:59:59", "e+f@x.org").because("", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "email=b@x.org, 'a@x.org,c@x.org,d@x.org,e+f@x.org'",
    "email=B@X.ORG, 'a@x.org,c@x.org,d@x.org,e+f@x.org'",
    "email=e%2Bf%40x.org, 'a@x.org,b@x.org,c@x.org,d@x.org'",
    "email=b@x.org&type=soft, 'a@x.org,c@x.org,d@x.org,e+f@x.org'",
    "email=b@x.org&delete_all=1, 'a@x.org,c@x.org,d@x.org,e+f@x.org'",
    "email=b@x.org&delete_all=0, 'a@x.org,c@x.org,d@x.org,e+f@x.org'",
    "email=b@x.org&start_date=2026-02-02&end_date=2026-02-02, 'a@x.org,c@x.org,d@x.org,e+f@x.org'",
    "start_date=2026-02-02, a@x.org",
    "end_date=2026-02-02, 'd@x.org,e+f@x.org'",
    "start_date=2026-02-02&end_date=2026-02-02, 'a@x.org,d@x.org,e+f@x.org'",
    "start_date=2026-02-02&end_date=2026-02-03&type=hard, 'a@x.org,b@x.org,d@x.org,e+f@x.org'",
    "start_date=2026-02-02&delete_all=1, a@x.org",
    "end_date=2026-02-02&delete_all=true, 'd@x.org,e+f@x.org'",
    "delete_all=1, ''",
    "delete_all=1&email=&start_date=&end_date=&type=, ''",
    "delete_all=1&type=soft, 'a@x.org,c@x.org,e+f@x.org'",
    "delete_all=1&type=hard, 'b@x.org,d@x.org'",
  })
  void whatMeetsEveryConditionIsDeleted(String parameters, String left) {
    HttpResponse<String> response = v2.api().get(v2.path("delete.json") + "&" + parameters);
    assertEquals(SUCCESS, response.body());
    assertEquals(200, response.statusCode());
    assertEquals(left.isEmpty() ? List.of() : List.of(left.split(",")), v2.emails());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email=nobody@x.org",
        "email=b",
        "email=b@x.org.uk",
        "email=%25",
        "email=no+address",
        "email=b@x.org&type=hard",
        "email=b@x.org&start_date=2026-02-03",
        "email=b@x.org&end_date=2026-02-01&delete_all=1",
        "email=nobody@x.org&delete_all=1",
      })
  void anAddressThatIsNotThereIsToldWithoutAnErrorStatus(String parameters) {
    HttpResponse<String> response = v2.api().get(v2.path("delete.json") + "&" + parameters);
    assertEquals(MISSING, response.body());
    assertEquals(200, response.statusCode());
    assertEquals(ALL, v2.emails());
  }

  @ParameterizedTest
  @ValueSource(strings = {"end_date=2026-01-31", "start_date=2026-01-01&end_date=2026-01-31"})
  void aRangeThatHoldsNothingIsASuccess(String parameters) {
    assertEquals(SUCCESS, v2.api().get(v2.path("delete.json") + "&" + parameters).body());
    assertEquals(ALL, v2.emails());
  }

  @Test
  void anEmptyListMayBeEmptied() {
    V2Api empty = V2Api.of(TestService.shared().account());
    assertEquals(SUCCESS, empty.post("delete.json", "delete_all", "1").body());
    assertEquals(MISSING, empty.post("delete.json", "email", "a@x.org").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "&email=",
        "&email=&start_date=&end_date=",
        "&email=&start_date=&end_date=&type=&delete_all=",
        "&type=hard",
        "&type=soft&email=",
        "&delete_all=0",
        "&delete_all=2",
        "&delete_all=true",
        "&delete_all=yes",
        "&delete_all=11",
        "&delete_all=01",
        "&delete_all",
        "&delete_all=1&delete_all=0",
        "&type=hard&delete_all=true",
        "&emails=a@x.org",
        "&days=1",
        "&limit=1&offset=0&date=1",
      })
  void aCallThatNamesNothingDeletesNothing(String parameters) {
    HttpResponse<String> query = v2.api().get(v2.path("delete.json") + parameters);
    assertEquals(V2Body.error(NOTHING_NAMED), query.body());
    assertEquals(400, query.statusCode());
    HttpResponse<String> form =
        v2.form("POST", V2Api.PATH + "delete.xml", v2.credentials() + parameters);
    assertEquals(V2Body.xmlErrors(NOTHING_NAMED), form.body());
    assertEquals(400, form.statusCode());
    assertEquals(ALL, v2.emails());
  }

  @Test
  void deleteAllInAnotherFormDeletesNothing() {
    assertEquals(
        V2Body.error("error in delete_all: must be given once and in this form"),
        v2.api().get(v2.path("delete.json") + "&DELETE_ALL=1").body());
    assertEquals(ALL, v2.emails());
  }

  @ParameterizedTest
  @CsvSource({
    "start_date=soon, error in start_date: must be a date (YYYY-MM-DD)",
    "end_date=2026-02-30, error in end_date: must be a date (YYYY-MM-DD)",
    "end_date=2026-03-02, error in end_date: end date is in the future",
    "start_date=2026-02-03&end_date=2026-02-02, error in start_date: must be earlier than end_date",
    "type=any, error in type: must be hard or soft",
    "days=7, error in days: does not narrow a deletion",
    "limit=1, error in limit: does not narrow a deletion",
    "EMAIL=a@x.org, error in email: must be given once and in this form",
    "Start_Date=2026-02-02, error in start_date: must be given once and in this form",
    "Type[]=soft, error in type: must be given once and in this form",
    "[email]=a@x.org, error in email: must be given once and in this form",
    "e-mail=a@x.org, error in email: must be given once and in this form",
    "user=someone, error in user: does not narrow a deletion",
    "after=x, error in after: does not narrow a deletion",
    "emails[]=a@x.org, error in emails: does not narrow a deletion",
    "start_date[]=2026-02-02, 'error in start_date: must be given once and in this form'",
    "type[0]=soft, 'error in type: must be given once and in this form'",
  })
  void aConditionThatIsWrongDeletesNothing(String parameters, String error) {
    for (String more : List.of("&delete_all=1", "&email=a@x.org")) {
      HttpResponse<String> response =
          v2.form("POST", V2Api.PATH + "delete.json", v2.credentials() + "&" + parameters + more);
      assertEquals(V2Body.error(error), response.body());
      assertEquals(400, response.statusCode());
    }
    assertEquals(ALL, v2.emails());
  }

  @Test
  void aBodyOfJsonIsNoForm() {
    HttpResponse<String> response =
        v2.api()
            .with("Content-Type", "application/json")
            .post(v2.path("delete.json"), "{\"delete_all\":1,\"email\":\"a@x.org\"}");
    assertEquals(V2Body.error(NOTHING_NAMED), response.body());
    assertEquals(ALL, v2.emails());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "multipart/form-data; boundary=x", "text/plain"})
  void aBodyThatIsNoFormMayNotSeemToNarrowADeletion(String type) {
    HttpResponse<String> response =
        v2.api()
            .with("Content-Type", type)
            .post(v2.path("delete.json", "delete_all", "1"), "{\"email\":\"a@x.org\"}");
    assertEquals(V2Body.error("error in body: must be a form"), response.body());
    assertEquals(400, response.statusCode());
    assertEquals(ALL, v2.emails());
  }

  @Test
  void xmlTellsTheSame() {
    HttpResponse<String> done = v2.post("delete.xml", "email", "a@x.org");
    assertEquals(V2Body.xmlMessage("success"), done.body());
    assertEquals(List.of("application/xml"), done.headers().allValues("Content-Type"));
    HttpResponse<String> again = v2.post("delete.xml", "email", "a@x.org");
    assertEquals(V2Body.xmlMessage("Email does not exist"), again.body());
    assertEquals(200, again.statusCode());
    assertEquals(V2Body.xmlMessage("success"), v2.post("delete.xml", "delete_all", "1").body());
    assertEquals(List.of(), v2.emails());
  }

  @Test
  void whatIsDeletedIsGoneFromTheOtherApiAsWell() {
    v2.post("delete.json", "end_date", "2026-02-02");
    assertEquals(List.of("e+f@x.org", "d@x.org"), api.emails(""));
    assertEquals(204, api.delete(Api.BOUNCES + "/d@x.org").statusCode());
    assertEquals(MISSING, v2.post("delete.json", "email", "d@x.org").body());
  }
}
