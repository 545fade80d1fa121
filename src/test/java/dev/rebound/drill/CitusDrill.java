package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A worker dies, shards move and a node is added while accounts on all workers write. */
@EnabledIfEnvironmentVariable(
    named = "REBOUND_TEST_DATABASE",
    matches = "citus",
    disabledReason = "it needs the cluster of db/citus/test/run")
@Timeout(300)
class CitusDrill {
  private static final int ACCOUNTS = 8;
  private static final int ROWS_OF_EACH_ACCOUNT = 30;

  private static final String SHARD_OF_AN_ACCOUNT_ON_EACH_NODE =
      """
      SELECT DISTINCT ON (nodeport) format('%s, %L, %s', shardid, nodename, nodeport)
      FROM account
      JOIN citus_shards ON shardid = get_shard_id_for_distribution_column('bounce', account.id)
      ORDER BY nodeport
      """;

  private final Map<String, Writer> writers = new TreeMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final String name = "drill_" + UUID.randomUUID().toString().replace("-", "");
  private String database;
  private TestService service;

  /** Writes rows of one account until it is stopped, and keeps those that were acknowledged. */
  private static final class Writer implements Runnable {
    private final Api api;
    private final AtomicBoolean stopped;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch next = new CountDownLatch(ROWS_OF_EACH_ACCOUNT);

    Writer(Api api, AtomicBoolean stopped) {
      this.api = api;
      this.stopped = stopped;
    }

    @Override
    public void run() {
      for (int i = 0; !stopped.get(); i++) {
        String email = "row" + i + "@example.com";
        HttpResponse<String> response =
            api.post("/rebound/v1/bounces", "{\"email\":\"" + email + "\",\"status\":\"5.1.1\"}");
        statuses.add(response.statusCode());
        if (response.statusCode() == 200) {
          acknowledged.add(email);
          next.countDown();
        }
      }
    }

    /** Waits for more acknowledged rows. */
    void awaitRows() throws InterruptedException {
      next = new CountDownLatch(ROWS_OF_EACH_ACCOUNT);
      next.await();
    }
  }

  @BeforeEach
  void start() {
    // A copy of a template names the template where a node is added.
    database = TestDatabase.citus().createDistributed(name).text();
    service = TestService.start(database, Map.of());
    for (int i = 0; i < ACCOUNTS; i++) {
      String account = service.createAccount(Account.ROOT, null);
      Api api = service.api(service.createKey(account, Scope.ALL));
      writers.put(account, new Writer(api, stopped));
    }
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aKilledWorkerFailsItsAccountsOnlyAndLosesNothing() throws Exception {
    List<Thread> threads = startWriters();
    int worker = TestDatabase.citus().port(1);
    Set<String> affected = accountsOn(worker);
    assertTrue(!affected.isEmpty() && affected.size() < ACCOUNTS, affected.toString());
    awaitRows(writers.keySet());

    TestDatabase.citus().kill(worker);
    Set<String> others =
        writers.keySet().stream()
            .filter(name -> !affected.contains(name))
            .collect(Collectors.toSet());
    awaitRows(others);
    awaitRows(affected);
    stopWriters(threads);

    for (String name : affected) {
      assertTrue(Set.of(200, 503).containsAll(writers.get(name).statuses), name);
    }
    for (String name : others) {
      assertEquals(Set.of(200), writers.get(name).statuses, name);
    }
    assertNothingLost();
  }

  @Test
  void shardsMoveToANewNodeWhileTheirAccountsWrite() throws Exception {
    List<Thread> threads = startWriters();
    awaitRows(writers.keySet());
    TestDatabase.citus().addSpareNode(name);
    int spare = TestDatabase.citus().port(3);
    for (String shard : texts(SHARD_OF_AN_ACCOUNT_ON_EACH_NODE)) {
      texts("SELECT citus_move_shard_placement(%s, '127.0.0.1', %d)".formatted(shard, spare));
    }
    assertTrue(!accountsOn(spare).isEmpty());
    awaitRows(writers.keySet());
    stopWriters(threads);

    writers.forEach((name, writer) -> assertEquals(Set.of(200), writer.statuses, name));
    assertNothingLost();
  }

  private List<Thread> startWriters() {
    List<Thread> threads = new ArrayList<>(writers.values().stream().map(Thread::new).toList());
    threads.forEach(Thread::start);
    return threads;
  }

  private void stopWriters(List<Thread> threads) throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void awaitRows(Set<String> names) throws InterruptedException {
    for (String name : names) {
      writers.get(name).awaitRows();
    }
  }

  private void assertNothingLost() throws SQLException {
    for (Map.Entry<String, Writer> each : writers.entrySet()) {
      List<String> stored =
          texts(
              "SELECT email FROM bounce WHERE account_id = (SELECT id FROM account WHERE name = '%s')"
                  .formatted(each.getKey()));
      Set<String> lost = ConcurrentHashMap.newKeySet();
      lost.addAll(each.getValue().acknowledged);
      stored.forEach(lost::remove);
      assertEquals(Set.of(), lost, each.getKey());
    }
  }

  private Set<String> accountsOn(int port) throws SQLException {
    return texts(
            """
            SELECT name
            FROM account
            JOIN citus_shards ON shardid = get_shard_id_for_distribution_column('bounce', account.id)
            WHERE nodeport = %d
            """
                .formatted(port))
        .stream()
        .filter(writers::containsKey)
        .collect(Collectors.toSet());
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = TestDatabase.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
