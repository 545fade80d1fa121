package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Connections for statements of one weight, so that a slow statement never stands in a quick one's
 * way. Its queue is bounded, in length and in time: past the one a statement fails at once, past
 * the other it is not run any more.
 */
final class Lane implements Reader {
  private static final int CONNECT_TIMEOUT_SECONDS = 5;
  private static final int UNACKNOWLEDGED_MILLIS = 10_000;
  private static final int MAX_RETRIES = 3;

  // The server ends a statement in time. One that stands still does not, and nor does one that is
  // gone.
  private static final int UNANSWERED_MILLIS = 500;
  private static final String PROBE = "SELECT 1";
  // A pool keeps a connection for as long as the server does. All lanes leave, also those that only
  // read and would not notice; replicas may stay.
  private static final String LEAVE =
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE usename = current_user
        AND datname = current_database()
        AND application_name LIKE 'rebound %'
        AND application_name NOT LIKE 'rebound replica%'
      """;

  /**
   * @param name by which the database's administrator tells the lanes apart
   * @param pipelined statements on the way on one connection at once
   * @param queued statements that wait for a connection, at most
   * @param queueTimeout how long they wait; who waited longer is not run any more
   * @param bitmapScans whether the trigram index may be read; see {@link ConnectOptions}
   */
  record Limits(
      String name,
      int connections,
      int pipelined,
      int queued,
      Duration queueTimeout,
      Duration statementTimeout,
      boolean bitmapScans) {}

  /** Runs one statement, once. */
  private interface Runner {
    Future<RowSet<Row>> run(String sql, Tuple parameters);
  }

  private final SqlClient client;
  private final PrimarySelector connector;
  private final Runner runner;
  private final LaneMeters meters;

  private Lane(SqlClient client, PrimarySelector connector, Runner runner, LaneMeters meters) {
    this.client = client;
    this.connector = connector;
    this.runner = runner;
    this.meters = meters;
    meters.opened(client);
  }

  /** One connection that many short statements share, none waiting for another's answer. */
  static Lane pipelined(Vertx vertx, PrimarySelector connector, Limits limits, LaneMeters meters) {
    SqlClient client =
        PgBuilder.client()
            .with(poolOptions(limits, connector))
            .with(netOptions())
            .connectingTo(() -> connector.options(limits))
            .using(vertx)
            .build();
    Duration longest = limits.queueTimeout().plus(limits.statementTimeout());
    return new Lane(
        client,
        connector,
        (sql, parameters) ->
            meters
                .running(sql, within(longest, client.preparedQuery(sql).execute(parameters)))
                .onFailure(cause -> leave(client, connector, cause)),
        meters);
  }

  /** Connections that serve one statement each at a time. */
  static Lane pooled(Vertx vertx, PrimarySelector connector, Limits limits, LaneMeters meters) {
    Pool pool =
        PgBuilder.pool()
            .with(poolOptions(limits, connector))
            .with(netOptions())
            .connectingTo(() -> connector.options(limits))
            .using(vertx)
            .build();
    // A pool bounds how long one waits for a connection, and not how long a statement does.
    return new Lane(
        pool,
        connector,
        connector.throughPooler()
            ? (sql, parameters) -> runInTransaction(pool, sql, parameters, limits, meters)
            : (sql, parameters) ->
                meters
                    .waiting(pool.getConnection())
                    .compose(
                        connection ->
                            meters.running(
                                sql, runOn(connection, connector, sql, parameters, limits))),
        meters);
  }

  private static Future<RowSet<Row>> runInTransaction(
      Pool pool, String sql, Tuple parameters, Limits limits, LaneMeters meters) {
    long start = System.nanoTime();
    return meters
        .waiting(pool.getConnection())
        .compose(
            connection -> {
              Duration waited = Duration.ofNanos(System.nanoTime() - start);
              PoolerTransaction transaction = new PoolerTransaction(connection, limits);
              return meters.running(
                  sql, transaction.run(sql, parameters, limits.queueTimeout().minus(waited)));
            });
  }

  private static Future<RowSet<Row>> runOn(
      SqlConnection connection,
      PrimarySelector connector,
      String sql,
      Tuple parameters,
      Limits limits) {
    Future<RowSet<Row>> answer = connection.preparedQuery(sql).execute(parameters);
    answer.onComplete(
        done -> leave(connection, connector, done.cause()).onComplete(left -> connection.close()));
    return answered(connection, answer, limits);
  }

  /** The answer, or a failure in time; a connection that did not answer is probed. */
  static Future<RowSet<Row>> answered(
      SqlConnection connection, Future<RowSet<Row>> answer, Limits limits) {
    return within(limits.statementTimeout(), answer)
        .onFailure(
            cause -> {
              if (!answer.isComplete()) {
                probe(connection);
              }
            });
  }

  // Where a server is found to take no writes any more, the next connection may find one that does.
  private static Future<?> leave(SqlClient connection, PrimarySelector connector, Throwable cause) {
    return connector.mayLeave() && SqlFailure.isReadOnly(cause)
        ? connection.query(LEAVE).execute()
        : Future.succeededFuture();
  }

  // The system notices that a host is gone by what it does not acknowledge, so that something has
  // to be sent to it. Whatever comes back, the statement before it ends first.
  private static void probe(SqlConnection connection) {
    connection.query(PROBE).execute();
  }

  /** Nobody waits longer for a statement than it may take, whatever the server does. */
  private static <T> Future<T> within(Duration longest, Future<T> answer) {
    return answer.timeout(longest.toMillis() + UNANSWERED_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static PoolOptions poolOptions(Limits limits, PrimarySelector connector) {
    return new PoolOptions()
        .setMaxSize(limits.connections())
        .setMaxWaitQueueSize(limits.queued())
        .setConnectionTimeout((int) limits.queueTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxLifetime((int) connector.lifetime().toSeconds())
        .setMaxLifetimeUnit(TimeUnit.SECONDS);
  }

  // A host that is gone without a word is noticed in seconds, not when the system gives up.
  static NetClientOptions netOptions() {
    return new NetClientOptions()
        .setConnectTimeout(CONNECT_TIMEOUT_SECONDS * 1000)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(UNACKNOWLEDGED_MILLIS);
  }

  /**
   * Runs a statement. Fails with {@link UnavailableException} when the database cannot answer now,
   * or does not; a deadlock or a serialization failure is tried again first.
   */
  @Override
  public Future<RowSet<Row>> run(String sql, Tuple parameters) {
    // A replica's conflicts are with what it replays, and its second try is the primary's.
    return attempt(sql, parameters, connector.isToReplicas() ? 0 : MAX_RETRIES);
  }

  private Future<RowSet<Row>> attempt(String sql, Tuple parameters, int retries) {
    return runner
        .run(sql, parameters)
        .recover(
            cause ->
                retries > 0 && SqlFailure.isConflict(cause)
                    ? attempt(sql, parameters, retries - 1)
                    : Future.failedFuture(failure(cause)));
  }

  // Nothing but a conflict is tried again: whether what was cut off has been done, nobody here
  // knows.
  private Throwable failure(Throwable cause) {
    if (SqlFailure.isLost(cause)) {
      connector.markSuspect();
    }
    return SqlFailure.explain(cause);
  }

  Future<Void> close() {
    meters.closed(client);
    return client.close();
  }
}
