package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.embedded.PostgresNode;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers, one a synchronous standby of the other, change places under load: nothing that was
 * acknowledged is lost, nothing but 503 is answered meanwhile, and soon all is answered again.
 */
@Timeout(300)
class FailoverDrill {
  private static final Duration RECOVERY = Duration.ofSeconds(10);
  private static final String CONNECTIONS =
      "SELECT count(*) %s FROM pg_stat_activity WHERE application_name LIKE 'rebound %%'"
          + " AND application_name NOT LIKE 'rebound replica%%'";

  private PostgresNode one;
  private PostgresNode two;
  private TestService service;
  private Api api;
  private ListLoad load;

  @BeforeEach
  void start(@TempDir Path folder) {
    one = PostgresNode.primary(folder.resolve("one"));
    two = one.standby(folder.resolve("two"));
    one.awaitStandby();
    service =
        TestService.start(
            Map.of(
                "REBOUND_DATABASE_URL", PostgresNode.url(one, two),
                "REBOUND_DATABASE_READ_URL", PostgresNode.url(two, one)));
    api = service.root();
    load = new ListLoad(api);
    load.awaitSome();
  }

  @AfterEach
  void stop() {
    // The start may have failed at any of them.
    Stream.of(load, service, two, one).filter(Objects::nonNull).forEach(FailoverDrill::close);
  }

  @Test
  void aStandbyTakesOverFromAPrimaryThatDiesAndHandsBackTheSameWay() throws Exception {
    one.kill();
    promoteUnderLoad(two, "the primary killed");
    one.copy(two);
    two.awaitStandby();
    load.awaitSome();
    two.kill();
    promoteUnderLoad(one, "killed the other way");
    assertNothingIsLost();
  }

  @Test
  void aPrimaryThatComesBackAsAStandbyIsLeft() throws Exception {
    one.stop();
    promoteUnderLoad(two, "the primary stopped");
    one.follow(two);
    two.awaitStandby();
    load.awaitSome();
    assertEquals("0", one.ask(CONNECTIONS.formatted("")));
    two.stop();
    promoteUnderLoad(one, "stopped the other way");
    two.follow(one);
    one.awaitStandby();
    load.awaitSome();
    assertEquals("0", two.ask(CONNECTIONS.formatted("")));
    assertNothingIsLost();
  }

  @Test
  void aPrimaryThatOnlyStopsTakingWritesIsLeftToo() throws Exception {
    load.allowStale();
    one.execute("ALTER SYSTEM SET default_transaction_read_only = on");
    one.execute("SELECT pg_reload_conf()");
    promoteUnderLoad(two, "the primary read-only");
    one.await(CONNECTIONS.formatted("= 0"));
    load.awaitSome();
    assertNothingIsLost();
  }

  @Test
  void listsGoOnWhileAReplicaIsAwayAndComeFromItAgain() throws Exception {
    one.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name LIKE 'rebound %'");
    two.await(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name LIKE 'rebound replica%'");
    one.execute("ALTER SYSTEM RESET synchronous_standby_names");
    one.execute("SELECT pg_reload_conf()");
    long refused = load.refused();
    two.kill();
    load.awaitSome();
    two.start();
    load.awaitSome();
    two.await(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name LIKE 'rebound replica%'");
    assertEquals(refused, load.refused(), "nobody noticed");
    assertNothingIsLost();
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void promoteUnderLoad(PostgresNode standby, String what) {
    long refused = load.refused();
    long start = System.nanoTime();
    standby.promote();
    Duration promoted = Duration.ofNanos(System.nanoTime() - start);
    load.awaitWrite();
    Duration write = Duration.ofNanos(System.nanoTime() - start);
    load.awaitLookup();
    Duration lookup = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%s: promoted after %d ms, first write after %d ms, lookup after %d ms, 503s %d%n",
        what, promoted.toMillis(), write.toMillis(), lookup.toMillis(), load.refused() - refused);
    assertTrue(write.compareTo(RECOVERY) < 0, () -> "first write after " + write);
    assertTrue(lookup.compareTo(RECOVERY) < 0, () -> "first lookup after " + lookup);
    load.awaitSome();
  }

  private void assertNothingIsLost() throws InterruptedException {
    assertEquals(List.of(), load.stop());
    load.assertNothingIsLost(service);
  }
}
