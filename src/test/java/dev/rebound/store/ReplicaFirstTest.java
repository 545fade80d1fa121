package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another database stands for the replica, so that it shows which of the two answered. */
@ExtendWith(VertxExtension.class)
class ReplicaFirstTest {
  private static final String PRIMARY = TestDatabase.create();
  private static final String REPLICA = TestDatabase.create();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String WHO = "SELECT current_database()";

  private Vertx vertx;
  private long now = 1;

  @BeforeEach
  void use(Vertx injected) {
    vertx = injected;
  }

  @Test
  void theReplicaAnswers() {
    assertEquals(name(REPLICA), ask(over(REPLICA), WHO));
  }

  @Test
  void thePrimaryAnswersForOneThatIsGone() {
    NetServer server = vertx.createNetServer().connectHandler(socket -> {}).listen(0).await();
    server.close().await();
    assertEquals(name(PRIMARY), ask(over(Relay.at(server.actualPort(), REPLICA)), WHO));
  }

  @Test
  void thePrimaryAnswersForOneThatNeverGreets() {
    NetServer server = vertx.createNetServer().connectHandler(socket -> {}).listen(0).await();
    assertEquals(name(PRIMARY), ask(over(Relay.at(server.actualPort(), REPLICA)), WHO));
  }

  @Test
  void thePrimaryAnswersForOneWithoutTheDatabase() {
    assertEquals(name(PRIMARY), ask(over(REPLICA.replace("/test_", "/none_")), WHO));
  }

  @Test
  void thePrimaryAnswersWhereTheTableHasNotBeenReplicatedYet() {
    lane(PRIMARY).run("CREATE TABLE fresh AS SELECT 'here' AS text", Tuple.tuple()).await();
    assertEquals("here", ask(over(REPLICA), "SELECT text FROM fresh"));
  }

  @Test
  void thePrimaryAnswersWhatConflictsWithRecovery() {
    define(PRIMARY, "RETURN 'here'");
    define(REPLICA, "RAISE EXCEPTION 'conflict with recovery' USING ERRCODE = '40001'");
    assertEquals("here", ask(over(REPLICA), "SELECT who()"));
  }

  private void define(String database, String body) {
    String function =
        "CREATE FUNCTION who() RETURNS text LANGUAGE plpgsql AS 'BEGIN %s; END'"
            .formatted(body.replace("'", "''"));
    lane(database).run(function, Tuple.tuple()).await();
  }

  @Test
  void whatRunsIntoItsTimeOnTheReplicaIsNotRunAgain() {
    ReplicaFirst reader = over(REPLICA);
    UnavailableException failure =
        assertThrows(
            UnavailableException.class,
            () -> ask(reader, "SELECT current_database() FROM pg_sleep(5)"));
    assertEquals("SQLSTATE 57014", failure.getMessage());
    assertEquals(name(REPLICA), ask(reader, WHO));
  }

  @Test
  void oneThatStandsStillIsLeftAloneForAWhile() {
    Relay relay = Relay.to(vertx, REPLICA);
    ReplicaFirst reader = over(Relay.at(relay.listen(), REPLICA));
    assertEquals(name(REPLICA), ask(reader, WHO));
    relay.hold();
    UnavailableException failure = assertThrows(UnavailableException.class, () -> ask(reader, WHO));
    assertTrue(SqlFailure.isUnanswered(failure));
    // The replica would time out once more.
    assertEquals(name(PRIMARY), ask(reader, WHO));
    now += Duration.ofSeconds(5).toNanos();
    // It is asked again, on the one connection there is, which is still taken.
    assertEquals(name(PRIMARY), ask(reader, WHO));
  }

  @Test
  void nothingIsAnsweredWithoutBoth() {
    NetServer server = vertx.createNetServer().connectHandler(socket -> {}).listen(0).await();
    server.close().await();
    String gone = Relay.at(server.actualPort(), REPLICA);
    ReplicaFirst reader = new ReplicaFirst(replica(gone), lane(gone), () -> now);
    assertThrows(UnavailableException.class, () -> ask(reader, WHO));
  }

  private ReplicaFirst over(String replica) {
    return new ReplicaFirst(replica(replica), lane(PRIMARY), () -> now);
  }

  private Lane replica(String url) {
    return Lane.pooled(
        vertx,
        PrimarySelector.toReplicas(vertx, servers(url)),
        limits(Duration.ofMillis(500), SECOND),
        NoMeters.LANE);
  }

  private Lane lane(String url) {
    Duration patience = Duration.ofSeconds(10);
    return Lane.pooled(
        vertx,
        PrimarySelector.toPrimary(vertx, servers(url)),
        limits(patience, patience),
        NoMeters.LANE);
  }

  private static Lane.Limits limits(Duration patience, Duration statementTimeout) {
    return new Lane.Limits("test", 1, 1, 10, patience, statementTimeout, Lane.Plans.PREPARED);
  }

  private static StoreOptions.Servers servers(String url) {
    return new StoreOptions.Servers(List.of(url), Optional.empty(), false);
  }

  private static String name(String url) {
    return url.replaceFirst(".*/([^?]*).*", "$1");
  }

  private static String ask(ReadLane reader, String sql) {
    return reader.run(sql, Tuple.tuple()).await().iterator().next().getString(0);
  }
}
