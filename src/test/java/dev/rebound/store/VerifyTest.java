package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.Verification;
import dev.rebound.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The kept counts against what they count. */
class VerifyTest {
  private final OwnAccount account = new OwnAccount();

  @Test
  void countsThatWereKeptAreRight() {
    account.ingest(new RandomEvents(new Random(1), 20).list(200));
    assertEquals(new Verification(0, 0, 0), account.verify(false));
  }

  @Test
  void whatDiffersIsFoundAndOnlyRepairedWhenAsked() throws Exception {
    account.ingest(new RandomEvents(new Random(2), 20).list(200));
    List<String> right = account.totals();
    damage("UPDATE bounce_day SET n = n + 3 WHERE account_id = ?");
    damage("DELETE FROM domain_day WHERE account_id = ?");
    damage("INSERT INTO list_day VALUES (?, '1999-12-31', 7, 5)");
    Verification found = account.verify(false);
    assertTrue(
        found.bounceDays() > 0 && found.domainDays() > 0 && found.listDays() == 1,
        found.toString());
    assertEquals(found, account.verify(true));
    assertTrue(account.verify(false).isClean());
    assertEquals(right, account.totals());
    assertEquals(account.listedDays(), account.countedDays());
  }

  @Test
  void aRepairBesideWritersLeavesRightCounts() throws Exception {
    RandomEvents random = new RandomEvents(new Random(3), 50);
    account.ingest(random.list(300));
    damage("DELETE FROM bounce_day WHERE account_id = ?");
    List<Callable<EventBatch.Counts>> writers = new ArrayList<>();
    for (List<BounceEvent> batch : random.batches(random.list(3000), 100)) {
      writers.add(() -> account.ingest(batch));
    }
    writers.add(
        () -> {
          account.verify(true);
          return EventBatch.Counts.NONE;
        });
    AtOnce.run(writers);
    assertTrue(account.verify(false).isClean());
    assertEquals(account.naiveTotals(), account.totals());
  }

  private void damage(String sql) throws Exception {
    try (Connection connection = TestDatabase.connect(OwnAccount.SERVICE.databaseUrl());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, account.id());
      statement.executeUpdate();
    }
  }
}
