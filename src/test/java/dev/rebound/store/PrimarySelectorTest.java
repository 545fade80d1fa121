package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bus.UnavailableException;
import dev.rebound.support.TestDatabase;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers are looked for. With two real ones it is FailoverDrill that looks. */
@ExtendWith(VertxExtension.class)
class PrimarySelectorTest {
  private static final String DATABASE = TestDatabase.create();
  private static final Lane.Limits LIMITS =
      new Lane.Limits(
          "test", 1, 1, 1_000, Duration.ofSeconds(9), Duration.ofSeconds(9), Lane.Plans.PREPARED);

  private Vertx vertx;
  private final AtomicInteger connects = new AtomicInteger();
  private final CountDownLatch givenUp = new CountDownLatch(1);

  @BeforeEach
  void use(Vertx injected) {
    vertx = injected;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theServerThatTakesWritesIsFoundBesideOneThatIsGone(boolean isPipelined) {
    assertEquals("off", readOnly(lane(isPipelined, toPrimary(gone(), DATABASE))));
  }

  private Lane lane(boolean isPipelined, PrimarySelector connector) {
    return isPipelined
        ? Lane.pipelined(vertx, connector, LIMITS, NoMeters.LANE)
        : Lane.pooled(vertx, connector, LIMITS, NoMeters.LANE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionToAServerThatHasJustStoppedTakingWritesIsNotUsed(boolean isPipelined)
      throws SQLException {
    String first = TestDatabase.create();
    PrimarySelector connector = toPrimary(first, gone());
    assertEquals("off", readOnly(lane(isPipelined, connector)));
    makeReadOnly(first);
    // The connection of another lane goes to the server that the selector knows.
    Lane next = lane(isPipelined, connector);
    assertThrows(UnavailableException.class, () -> readOnly(next));
    assertThrows(UnavailableException.class, () -> readOnly(next));
  }

  @Test
  void oneThatNeverGreetsKeepsNobodyWaitingAndIsGivenUp() throws InterruptedException {
    Lane lane =
        Lane.pooled(vertx, toPrimary(listening(this::keepSilent), DATABASE), LIMITS, NoMeters.LANE);
    assertEquals("off", readOnly(lane));
    assertTrue(givenUp.await(20, TimeUnit.SECONDS), "the connection stays");
  }

  private void keepSilent(NetSocket connection) {
    connection.closeHandler(closed -> givenUp.countDown());
  }

  @Test
  void oneThatTakesNoWritesIsNotTakenAmongSeveral() throws SQLException {
    String readOnly = readOnlyDatabase();
    Lane lane = Lane.pooled(vertx, toPrimary(gone(), readOnly), LIMITS, NoMeters.LANE);
    assertThrows(UnavailableException.class, () -> readOnly(lane));
    assertEquals(
        "off", readOnly(Lane.pooled(vertx, toPrimary(readOnly, DATABASE), LIMITS, NoMeters.LANE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void allSessionsEndOnAServerThatHasStoppedTakingWrites(int noticing) throws SQLException {
    String database = TestDatabase.create();
    PrimarySelector connector = toPrimary(database, gone());
    List<Lane> lanes =
        IntStream.range(0, 3)
            .mapToObj(i -> Lane.pooled(vertx, connector, LIMITS, NoMeters.LANE))
            .toList();
    lanes.forEach(lane -> assertEquals("off", readOnly(lane)));
    Lane writing = lanes.get(noticing);
    writing.run("SET default_transaction_read_only = on", Tuple.tuple()).await();
    assertThrows(
        UnavailableException.class,
        () -> writing.run("CREATE TABLE written (n int)", Tuple.tuple()).await());
    String sessions =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'rebound test'"
            + " AND datname = current_database()";
    try (Connection connection = TestDatabase.connect(database);
        Statement statement = connection.createStatement()) {
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      ResultSet left;
      do {
        left = statement.executeQuery(sessions);
        left.next();
        assertTrue(System.nanoTime() < end, "sessions are left");
      } while (left.getInt(1) > 0);
    }
  }

  @Test
  void theOnlyOneIsTakenAsItIs() throws SQLException {
    assertEquals(
        "on", readOnly(Lane.pooled(vertx, toPrimary(readOnlyDatabase()), LIMITS, NoMeters.LANE)));
  }

  @Test
  void nothingIsWrittenToAReplica() {
    Lane lane = Lane.pooled(vertx, toReplicas(gone(), DATABASE), LIMITS, NoMeters.LANE);
    assertEquals("on", readOnly(lane));
    assertThrows(
        UnavailableException.class,
        () -> lane.run("CREATE TABLE written (n int)", Tuple.tuple()).await());
  }

  @Test
  void ofSeveralReplicasEachHasItsTurn() {
    String other = TestDatabase.create();
    PrimarySelector connector = toReplicas(DATABASE, gone(), other);
    Set<String> asked =
        IntStream.range(0, 4)
            .mapToObj(i -> connector.options(LIMITS).await().getDatabase())
            .collect(Collectors.toSet());
    assertEquals(Set.of(name(DATABASE), name(other)), asked);
  }

  private static String name(String url) {
    return ConnectOptions.of(url, servers(url), LIMITS).getDatabase();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThousandQuestionsOfAnOutageAreFewTries(boolean hasChoice) {
    String cutting = listening(this::countAndCut);
    PrimarySelector connector = hasChoice ? toPrimary(cutting, gone()) : toPrimary(cutting);
    Lane lane = Lane.pooled(vertx, connector, LIMITS, NoMeters.LANE);
    long start = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThrows(UnavailableException.class, () -> readOnly(lane));
    }
    // Twice as sslmode=prefer has it, and at the least 25 ms apart but for the first ones.
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    long most = 2 * (4 + millis / 25);
    assertTrue(connects.get() > 0 && connects.get() <= most, connects + " in " + millis + " ms");
  }

  private void countAndCut(NetSocket connection) {
    connects.incrementAndGet();
    connection.close();
  }

  @Test
  void whenTheServerComesBackItIsFound() {
    Relay relay = Relay.to(vertx, DATABASE);
    relay.refuse(true);
    Lane lane = Lane.pooled(vertx, toPrimary(at(relay.listen()), gone()), LIMITS, NoMeters.LANE);
    assertThrows(UnavailableException.class, () -> readOnly(lane));
    relay.refuse(false);
    assertEquals("off", awaitAnswer(lane));
  }

  private String awaitAnswer(Lane lane) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        return readOnly(lane);
      } catch (UnavailableException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private PrimarySelector toPrimary(String... urls) {
    return PrimarySelector.toPrimary(vertx, servers(urls));
  }

  private PrimarySelector toReplicas(String... urls) {
    return PrimarySelector.toReplicas(vertx, servers(urls));
  }

  private static StoreOptions.Servers servers(String... urls) {
    return new StoreOptions.Servers(Arrays.asList(urls), Optional.empty(), false);
  }

  private String listening(Handler<NetSocket> handler) {
    return at(vertx.createNetServer().connectHandler(handler).listen(0).await().actualPort());
  }

  private String gone() {
    NetServer server = vertx.createNetServer().connectHandler(socket -> {}).listen(0).await();
    server.close().await();
    return at(server.actualPort());
  }

  private static String at(int port) {
    return Relay.at(port, DATABASE);
  }

  private static String readOnlyDatabase() throws SQLException {
    String url = TestDatabase.create();
    makeReadOnly(url);
    return url;
  }

  private static void makeReadOnly(String url) throws SQLException {
    try (Connection connection = TestDatabase.connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER DATABASE %s SET default_transaction_read_only = on"
              .formatted(connection.getCatalog()));
    }
  }

  private static String readOnly(Lane lane) {
    return lane.run("SHOW transaction_read_only", Tuple.tuple())
        .await()
        .iterator()
        .next()
        .getString(0);
  }
}
