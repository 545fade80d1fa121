package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.migrate.SetupException;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A database with other rows stands for the replica, so that it shows which of the two answered.
 */
class ReplicaTest {
  private static final String TOTALS =
      "/v3/suppressions/bounces/classifications?start_date=2020-01-01&end_date=2020-01-02";
  private static final String HERE = "here@primary.org";
  private static final String THERE = "there@replica.org";

  private static TestService other;
  private static TestService service;
  private static Api root;

  @BeforeAll
  static void start() {
    other = TestService.start(Map.of());
    other.root().ingest(BounceRow.at(1577836800, THERE));
    service = TestService.start(Map.of("REBOUND_DATABASE_READ_URL", other.databaseUrl()));
    root = service.root();
    root.ingest(BounceRow.at(1577923200, HERE));
  }

  @AfterAll
  static void stop() {
    service.close();
    other.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?limit=1&offset=0", "?email=there", "?email=%25replica", "?email=%25th"})
  void pagesComeFromTheReplica(String query) {
    assertEquals(List.of(THERE), root.emails(query));
  }

  @Test
  void totalsComeFromTheReplica() {
    assertTrue(root.get(TOTALS).body().contains("2020-01-01"), root.get(TOTALS).body());
    String domains = root.get(TOTALS.replace("?", "/Unclassified?")).body();
    assertTrue(domains.contains("replica.org"), domains);
  }

  @Test
  void lookupsComeFromThePrimary() {
    assertTrue(root.get(Api.BOUNCES + "/" + HERE).body().contains(HERE));
    assertEquals("[]", root.get(Api.BOUNCES + "/" + THERE).body());
    String many = "{\"emails\":[\"%s\",\"%s\"]}".formatted(HERE, THERE);
    String found = root.post("/rebound/v1/lookup", many).body();
    assertTrue(found.contains(HERE) && !found.contains(THERE), found);
  }

  @Test
  void historyComesFromThePrimary() {
    String history = root.get("/rebound/v1/bounces/" + HERE + "/history").body();
    assertTrue(history.contains("1577923200"), history);
  }

  @Test
  void whatIsToldAndDeletedIsSoOnThePrimary() {
    String address = "told-" + UUID.randomUUID() + "@x.org";
    root.ingest(BounceRow.at(1577923200, address));
    assertEquals("[]", other.root().get(Api.BOUNCES + "/" + address).body());
    assertEquals(404, root.delete(Api.BOUNCES + "/" + THERE).statusCode());
    assertEquals(204, root.delete(Api.BOUNCES + "/" + address).statusCode());
    assertEquals("[]", root.get(Api.BOUNCES + "/" + address).body());
    assertEquals(List.of(THERE), other.root().emails(""));
  }

  @Test
  void theLegacyApiAsksThePrimary() {
    String list = root.get("/api/bounces.get.json?api_user=apikey&api_key=" + root.key()).body();
    assertTrue(list.contains(HERE) && !list.contains(THERE), list);
  }

  @Test
  void theEmbeddedDatabaseHasNoReplicas() {
    Map<String, String> settings =
        Map.of("REBOUND_DATABASE_URL", "", "REBOUND_DATABASE_READ_URL", other.databaseUrl());
    SetupException refusal =
        assertThrows(SetupException.class, () -> TestService.start(settings).close());
    assertEquals("REBOUND_DATABASE_READ_URL needs REBOUND_DATABASE_URL", refusal.getMessage());
  }

  @Test
  void aUrlThatCannotBeReadIsRefused() {
    Map<String, String> settings =
        Map.of("REBOUND_DATABASE_URL", TestDatabase.create(), "REBOUND_DATABASE_READ_URL", "x");
    SetupException refusal =
        assertThrows(SetupException.class, () -> TestService.start(settings).close());
    assertTrue(refusal.getMessage().startsWith("REBOUND_DATABASE_READ_URL is invalid"));
  }
}
