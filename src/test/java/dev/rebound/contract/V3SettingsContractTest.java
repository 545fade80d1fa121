package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of v3 for clients that expect something else than most. */
class V3SettingsContractTest {
  private static final String TOTALS = BOUNCES + "/classifications";

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(
          Map.of(
              "REBOUND_V3_TECHNICAL_CLASS", "Technical",
              "REBOUND_V3_LINK_NEXT_AT_END", "false",
              "REBOUND_V3_EXTRA_SCOPES", "mail.send, user.profile.read,mail.send"));

  private final Api api = SERVICE.account();

  @Test
  void technicalFailuresMayHaveTheNameOfTheWebhook() {
    String event =
        "{\"email\":\"a@x.org\",\"created\":1640995200,\"classification\":\"%s\",\"reason\":\"%s\"}";
    api.ingest(event.formatted("Technical Failure", "one"));
    api.ingest(event.formatted("Content", "two"));
    assertEquals(
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"classification\":\"Content\",\"count\":1},"
            + "{\"classification\":\"Technical\",\"count\":1}]}]}",
        api.get(TOTALS).body());
    assertEquals(
        "date,classification,count\n2022-01-01,Content,1\n2022-01-01,Technical,1\n",
        api.with("Accept", "text/csv").get(TOTALS).body());
    String byDomain =
        "{\"result\":[{\"date\":\"2022-01-01\",\"stats\":[{\"domain\":\"x.org\",\"count\":1}]}]}";
    assertEquals(byDomain, api.get(TOTALS + "/Technical").body());
    assertEquals(byDomain, api.get(TOTALS + "/Technical%20Failure").body());
  }

  @ParameterizedTest
  @CsvSource({
    "limit=2, 'next prev last first'",
    "limit=2&offset=2, 'prev last first'",
    "limit=2&offset=1, 'next prev last first'",
    "limit=2&offset=9, 'prev last first'",
    "limit=3, 'prev last first'",
    "email=nobody, 'prev last first'",
  })
  void theLastPageMayHaveNoNext(String query, String relations) {
    api.ingest(BounceRow.at(1, "a@x.org"), BounceRow.at(2, "b@x.org"), BounceRow.at(3, "c@x.org"));
    String link = api.get(BOUNCES + "?" + query).headers().firstValue("Link").orElseThrow();
    String found = link.replaceAll("[^;]*; rel=\"([a-z]+)\"; title=\"[0-9]+\"(, )?", "$1 ").strip();
    assertEquals(relations, found);
  }

  @Test
  void moreScopesMayBeListedAndGrantNothing() {
    String key =
        SERVICE.createKey(SERVICE.createAccount(Account.ROOT, null), Set.of(Scope.BOUNCES_READ));
    Api reader = SERVICE.api(key);
    assertEquals(
        "{\"scopes\":[\"suppression.bounces.read\",\"mail.send\",\"user.profile.read\"]}",
        reader.get("/v3/scopes").body());
    assertEquals(403, reader.delete(BOUNCES + "/a@x.org").statusCode());
  }
}
