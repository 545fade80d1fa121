package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.support.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {
  private static final Lane.Limits LIMITS =
      new Lane.Limits("test", 1, 1, 1, Duration.ofMillis(200), Duration.ofSeconds(20), false);
  private static final String TELL = "INSERT INTO told VALUES ($1::int)";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whoWaitsTooLongForAConnectionIsNotRunAndWhoIsOneTooManyFailsAtOnce() throws Exception {
    String database = TestDatabase.create();
    Lane lane = Lane.pooled(vertx, connector(database), LIMITS, NoMeters.LANE);
    try (Connection behind = TestDatabase.connect(database);
        Statement statement = behind.createStatement()) {
      statement.execute("CREATE TABLE told (n int)");
      behind.setAutoCommit(false);
      statement.execute("LOCK TABLE told");
      Future<RowSet<Row>> first = lane.run(TELL, Tuple.of(1));
      awaitWaiting(statement);
      Future<RowSet<Row>> second = lane.run(TELL, Tuple.of(2));
      assertThrows(UnavailableException.class, () -> lane.run(TELL, Tuple.of(3)).await());
      assertFalse(second.isComplete(), "waits while the third is refused");
      assertThrows(UnavailableException.class, second::await);
      behind.commit();
      first.await();
      lane.run(TELL, Tuple.of(4)).await();
      assertEquals(5, sum(lane));
    } finally {
      lane.close().await();
    }
  }

  private static void awaitWaiting(Statement statement) throws SQLException {
    String waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'told'::regclass";
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!statement.executeQuery(waits).next()) {
      assertTrue(System.nanoTime() < end, "the statement does not wait");
    }
  }

  private static long sum(Lane lane) {
    return lane.run("SELECT sum(n) FROM told", Tuple.tuple()).await().iterator().next().getLong(0);
  }

  // A system takes the connection for a process that stands still.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatNeverGreetsIsUnavailable(boolean isPipelined) throws Exception {
    NetServer server = vertx.createNetServer().connectHandler(silent -> {}).listen(0).await();
    Lane.Limits limits =
        new Lane.Limits("test", 1, 1, 1, Duration.ofMillis(100), Duration.ofMillis(100), false);
    Connector connector =
        connector("postgresql://a:b@127.0.0.1:%d/c".formatted(server.actualPort()));
    Lane lane =
        isPipelined
            ? Lane.pipelined(vertx, connector, limits, NoMeters.LANE)
            : Lane.pooled(vertx, connector, limits, NoMeters.LANE);
    Future<RowSet<Row>> answer = lane.run("SELECT 1", Tuple.tuple());
    assertThrows(UnavailableException.class, () -> answer.await(20, TimeUnit.SECONDS));
  }

  private Connector connector(String url) {
    return Connector.toPrimary(vertx, new DatabaseServers(List.of(url), Optional.empty(), false));
  }
}
