package dev.rebound.mock.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.V2Api;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks to which requests a fault rule applies. */
class FaultRuleTest {
  @AutoClose private static final Mock MOCK = Mock.start();

  private static final String FAULT = "\"fault\":{\"status\":503}";

  private final Api api = MOCK.service().account();

  @AfterEach
  void removeRules() {
    assertEquals(204, MOCK.controls().delete("/mock/faults").statusCode());
    assertEquals("[]\n", MOCK.controls().get("/mock/faults").body());
    MOCK.controls().delete("/mock/clock");
  }

  @Test
  void itMayNameAMethodAndAPath() {
    rule("\"method\":\"GET\",\"path\":\"/v3/suppression/bounces*\"");
    assertEquals(503, status(Api.BOUNCES));
    assertEquals(503, status(Api.BOUNCES + "/a@x.org?x"));
    assertEquals(200, status("/v3/scopes"));
    assertEquals(404, api.delete(Api.BOUNCES + "/a@x.org").statusCode());
  }

  @Test
  void itMayNameAnAccount() {
    String name = MOCK.service().createAccount(Account.ROOT, null);
    Api named = MOCK.service().api(MOCK.service().createKey(name, Scope.ALL));
    rule("\"account\":\"" + name + "\"");
    assertEquals(200, status(Api.BOUNCES));
    assertEquals(503, named.get(Api.BOUNCES).statusCode());
    assertEquals(503, V2Api.of(named).get("get.json").statusCode());
    assertEquals(200, V2Api.of(api).get("get.json").statusCode());
    Api onBehalf = MOCK.service().root().with("on-behalf-of", name);
    assertEquals(503, onBehalf.get(Api.BOUNCES).statusCode());
    assertEquals(401, MOCK.service().api(null).get(Api.BOUNCES).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"count\":2', XX....",
    "'\"skip\":2', ..XXXX",
    "'\"every\":3', ..X..X",
    "'\"skip\":1,\"every\":2,\"count\":1', ..X...",
    "'\"probability\":0', ......",
    "'\"probability\":1', XXXXXX"
  })
  void itAppliesToTheScheduledRequests(String schedule, String expected) {
    rule(schedule);
    assertEquals(expected, strikes(expected.length()));
  }

  @Test
  void aSeedRepeatsItsFaults() {
    String schedule = "\"probability\":0.5,\"seed\":";
    rule(schedule + 7);
    String once = strikes(40);
    rule(schedule + 7);
    assertEquals(once, strikes(40));
    rule(schedule + 8);
    assertNotEquals(once, strikes(40));
    long struck = once.chars().filter(c -> c == 'X').count();
    assertTrue(struck > 10 && struck < 30, once);
  }

  @Test
  void itMayStartAndEndByTheServicesClock() {
    rule("\"from\":\"2026-05-01T00:00:00Z\",\"until\":\"2026-05-02T00:00:00Z\"");
    freeze("2026-04-30T23:59:59Z");
    assertEquals(200, status(Api.BOUNCES));
    freeze("2026-05-01T00:00:00Z");
    assertEquals(503, status(Api.BOUNCES));
    freeze("2026-05-02T00:00:00Z");
    assertEquals(200, status(Api.BOUNCES));
  }

  @Test
  void theFirstRuleWhoseTurnItIsWins() {
    MOCK.rules(
        "{\"id\":\"once\",\"count\":1,\"fault\":{\"status\":500}}",
        "{\"id\":\"never\",\"probability\":0,\"fault\":{\"status\":404}}",
        "{" + FAULT + "}");
    assertEquals("once", struckBy());
    assertEquals("fault-3", struckBy());
    List<JsonObject> listed = Mock.objects(MOCK.controls().get("/mock/faults").body());
    assertEquals("once", listed.get(0).getJsonObject("rule").getString("id"));
    assertEquals(List.of(1, 0, 1), listed.stream().map(rule -> rule.getInteger("fired")).toList());
    assertEquals(
        List.of(2, 1, 1), listed.stream().map(rule -> rule.getInteger("matched")).toList());
  }

  @Test
  void newRulesReplaceAllOthers() {
    rule("\"path\":\"/v3/scopes\"");
    rule("\"path\":\"/v3/nothing\"");
    assertEquals(200, status("/v3/scopes"));
    assertEquals(503, status("/v3/nothing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                        | array
          x                                                         | array
                                                                    | array
          [1]                                                       | rules[0]
          [{}]                                                      | rules[0].fault
          [{"fault":{}}]                                            | rules[0].fault needs one of
          [{"fault":{"status":503,"reset":true}}]                   | rules[0].fault needs one of
          [{"fault":{"sttus":503}}]                                 | rules[0].fault needs one of
          [{"fault":{"status":200}}]                                | rules[0].fault.status
          [{"fault":{"status":600}}]                                | rules[0].fault.status
          [{"fault":{"status":"503"}}]                              | rules[0].fault.status
          [{"fault":{"status":503,"html":true}}]                    | rules[0].fault.html
          [{"fault":{"status":406,"html":1}}]                       | rules[0].fault.html
          [{"fault":{"status":503,"more":1}}]                       | rules[0].fault.more
          [{"fault":{"latency":5}}]                                 | rules[0].fault.latency
          [{"fault":{"latency":{}}}]                                | rules[0].fault.latency
          [{"fault":{"latency":{"fixed":-1}}}]                      | latency.fixed
          [{"fault":{"latency":{"fixed":600001}}}]                  | latency.fixed
          [{"fault":{"latency":{"fixed":1.5}}}]                     | latency.fixed
          [{"fault":{"latency":{"uniform":[2,1]}}}]                 | latency.uniform
          [{"fault":{"latency":{"uniform":[1]}}}]                   | latency.uniform
          [{"fault":{"latency":{"logNormal":{"median":0}}}}]        | logNormal.median
          [{"fault":{"latency":{"logNormal":{"median":1,"sigma":11}}}}] | logNormal.sigma
          [{"fault":{"latency":{"logNormal":{"median":1,"mu":1}}}}] | logNormal.mu
          [{"fault":{"reset":1}}]                                   | rules[0].fault.reset
          [{"fault":{"truncate":-1}}]                               | rules[0].fault.truncate
          [{"fault":{"drip":{"bytes":0,"everyMillis":1}}}]          | drip.bytes
          [{"fault":{"drip":{"bytes":1}}}]                          | drip.everyMillis
          [{"fault":{"drip":{"bytes":1,"everyMillis":1,"x":1}}}]    | drip.x
          [{"fault":{"stale":"yes"}}]                               | rules[0].fault.stale
          [{"fault":{"drift":0}}]                                   | rules[0].fault.drift
          [{"fault":{"drift":99999999999}}]                         | rules[0].fault.drift
          [{"fault":{"reset":true}},{"fault":{"reset":true},"x":1}] | rules[1].x
          [{"id":"a b","fault":{"reset":true}}]                     | rules[0].id
          [{"id":"a","fault":{"reset":true}},{"id":"a","fault":{"reset":true}}] | rules[1].id
          [{"method":"get","fault":{"reset":true}}]                 | rules[0].method
          [{"path":"","fault":{"reset":true}}]                      | rules[0].path
          [{"account":5,"fault":{"reset":true}}]                    | rules[0].account
          [{"probability":1.1,"fault":{"reset":true}}]              | rules[0].probability
          [{"probability":"1","fault":{"reset":true}}]              | rules[0].probability
          [{"seed":1e99,"fault":{"reset":true}}]                    | rules[0].seed
          [{"count":0,"fault":{"reset":true}}]                      | rules[0].count
          [{"skip":-1,"fault":{"reset":true}}]                      | rules[0].skip
          [{"every":0,"fault":{"reset":true}}]                      | rules[0].every
          [{"from":"today","fault":{"reset":true}}]                 | rules[0].from
          [{"from":"-1000000000-01-01T00:00:00Z","fault":{"reset":true}}]     | rules[0].from
          [{"from":"1969-12-31T23:59:59Z","fault":{"reset":true}}]  | rules[0].from
          [{"until":"+1000000000-12-31T23:59:59Z","fault":{"reset":true}}]    | rules[0].until
          [{"until":"+10000-01-01T00:00:00Z","fault":{"reset":true}}] | rules[0].until
          [{"from":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z","fault":{"reset":true}}] | rules[0].until
          """)
  void anInvalidRuleIsRefusedAndTheOldRulesStay(String rules, String named) {
    rule("\"path\":\"/v3/scopes\"");
    HttpResponse<String> response = MOCK.put("/mock/faults", rules == null ? "" : rules);
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().contains(named), response.body());
    assertEquals(503, status("/v3/scopes"));
  }

  @Test
  void theNumberOfRulesIsLimited() {
    String rules = IntStream.range(0, 1000).mapToObj(i -> "{" + FAULT + "}").collect(joining());
    assertEquals(200, MOCK.put("/mock/faults", "[" + rules + "]").statusCode());
    assertEquals(400, MOCK.put("/mock/faults", "[" + rules + ",{}]").statusCode());
    assertEquals(413, MOCK.put("/mock/faults", " ".repeat(1 << 20) + "[]").statusCode());
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(",");
  }

  private static void rule(String members) {
    MOCK.rules("{" + members + "," + FAULT + "}");
  }

  private static void freeze(String time) {
    assertEquals(200, MOCK.put("/mock/clock", "{\"freeze\":\"" + time + "\"}").statusCode());
  }

  private int status(String path) {
    return api.get(path).statusCode();
  }

  private String struckBy() {
    return api.get(Api.BOUNCES).headers().firstValue(Mock.FAULT).orElseThrow();
  }

  private String strikes(int requests) {
    return IntStream.range(0, requests)
        .mapToObj(i -> status(Api.BOUNCES) == 503 ? "X" : ".")
        .collect(Collectors.joining());
  }
}
