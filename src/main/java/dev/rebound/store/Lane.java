package dev.rebound.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Connections for statements of similar cost, so that slow statements never delay fast ones. The
 * queue of statements is bounded: a statement fails at once when the queue is full, and without
 * having run when it has waited too long. Accounts take turns, so that none delays the others.
 */
final class Lane implements ReadLane {
  private static final int MAX_RETRIES = 3;

  // The server ends a statement at its timeout. If the server hangs or is unreachable, the client
  // gives up this much later.
  private static final int CLIENT_GRACE_MILLIS = 500;
  private static final String PROBE = "SELECT 1";
  // Ends the sessions of all lanes to the primary, so that the pools connect again. It includes
  // lanes that only read: they would not notice a server that has become a standby. Its own session
  // comes last, since it ends at once.
  private static final String TERMINATE_SESSIONS =
      """
      SELECT pg_terminate_backend(pid)
      FROM (
        SELECT pid
        FROM pg_stat_activity
        WHERE usename = current_user
          AND datname = current_database()
          AND application_name LIKE 'rebound %'
          AND application_name NOT LIKE 'rebound replica%'
        ORDER BY pid = pg_backend_pid()
        OFFSET 0
      ) AS ours
      """;

  /** The kinds of statements of a lane, for the planner. */
  enum Plans {
    /** Each finds rows by their keys: one plan fits all values. */
    LOOKUPS,
    /** Of all other statements; PostgreSQL decides whether a plan fits all values. */
    PREPARED,
    /** Filters, for which the trigram index may be used. */
    SEARCHES
  }

  /**
   * The limits of a lane.
   *
   * @param name appears in the metrics and as PostgreSQL's application_name
   * @param pipelined the most statements in flight on one connection
   * @param queued the most statements that wait for a connection
   * @param queueTimeout the longest wait for a connection; after it the statement does not run
   * @param lockTimeout the longest wait for one lock, during which the statement holds its
   *     connection; after it the statement fails
   * @param plans how PostgreSQL plans the statements; see {@link ConnectOptions}
   */
  record Limits(
      String name,
      int connections,
      int pipelined,
      int queued,
      Duration queueTimeout,
      Duration statementTimeout,
      Duration lockTimeout,
      Plans plans) {
    // Longer than PostgreSQL's deadlock_timeout of one second. The server then still detects a
    // deadlock, after which the lane retries.
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(1_500);

    /** Limits with the default lock timeout. */
    Limits(
        String name,
        int connections,
        int pipelined,
        int queued,
        Duration queueTimeout,
        Duration statementTimeout,
        Plans plans) {
      this(
          name,
          connections,
          pipelined,
          queued,
          queueTimeout,
          statementTimeout,
          LOCK_TIMEOUT,
          plans);
    }

    /** Returns these limits with another kind of statements. */
    Limits with(Plans other) {
      return new Limits(
          name, connections, pipelined, queued, queueTimeout, statementTimeout, lockTimeout, other);
    }

    /** Returns the queue of statements that wait for their turn on a connection. */
    FairQueue queue(Vertx vertx) {
      return new FairQueue(vertx, connections * pipelined, queued, queueTimeout);
    }
  }

  /** Runs one statement, without retries. */
  private interface Runner {
    Future<RowSet<Row>> run(String sql, Tuple parameters);
  }

  private final SqlClient client;
  private final PrimarySelector selector;
  private final Runner runner;
  private final int maxRetries;
  private final StoreMeters.LaneMeters meters;

  private Lane(
      SqlClient client, PrimarySelector selector, Runner runner, StoreMeters.LaneMeters meters) {
    this.client = client;
    this.selector = selector;
    this.runner = runner;
    // A statement on a replica conflicts with replication; the primary runs its second attempt.
    this.maxRetries = selector.isToReplicas() ? 0 : MAX_RETRIES;
    this.meters = meters;
    meters.opened(client);
  }

  /** Opens a lane with one connection, on which short statements are pipelined. */
  static Lane pipelined(
      Vertx vertx, PrimarySelector selector, Limits limits, StoreMeters.LaneMeters meters) {
    SqlClient client = build(PgBuilder.client(), vertx, selector, limits);
    FairQueue queue = limits.queue(vertx);
    Duration timeout = limits.queueTimeout().plus(limits.statementTimeout());
    Runner running =
        (sql, parameters) ->
            meters
                .running(sql, within(timeout, client.preparedQuery(sql).execute(parameters)))
                .onFailure(cause -> terminateIfReadOnly(client, selector, cause));
    Runner runner =
        (sql, parameters) -> {
          Promise<Void> turn = Promise.promise();
          meters.waiting(turn.future());
          return queue
              .run(
                  FairQueue.account(parameters),
                  () -> {
                    turn.complete();
                    return running.run(sql, parameters);
                  })
              .onFailure(turn::tryFail);
        };
    return new Lane(client, selector, runner, meters);
  }

  /** Opens a lane with a pool of connections, each of which runs one statement at a time. */
  static Lane pooled(
      Vertx vertx, PrimarySelector selector, Limits limits, StoreMeters.LaneMeters meters) {
    Pool pool = build(PgBuilder.pool(), vertx, selector, limits);
    return new Lane(
        pool, selector, new PooledStatements(vertx, pool, selector, limits, meters)::run, meters);
  }

  private static <C> C build(
      ClientBuilder<C> builder, Vertx vertx, PrimarySelector selector, Limits limits) {
    if (selector.requiresPrimary()) {
      builder.withConnectHandler(connection -> terminateIfReadOnly(connection, selector));
    }
    return builder
        .with(ConnectOptions.pool(limits, selector.maxConnectionAge()))
        .with(ConnectOptions.net())
        .connectingTo(() -> selector.options(limits))
        .using(vertx)
        .build();
  }

  /**
   * Fails when the statement's result does not arrive in time, and then sends a probe on its
   * connection: TCP detects an unreachable host only by data that it does not acknowledge. The
   * server runs the probe after the statement.
   */
  static Future<RowSet<Row>> resultInTime(
      SqlConnection connection, Future<RowSet<Row>> result, Limits limits) {
    return within(limits.statementTimeout(), result)
        .onFailure(
            cause -> {
              if (!result.isComplete()) {
                connection.query(PROBE).execute();
              }
            });
  }

  private static <T> Future<T> within(Duration timeout, Future<T> result) {
    return result.timeout(timeout.toMillis() + CLIENT_GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  // A connection that was being opened while the sessions were terminated is not among them, and a
  // lane that only reads would keep it. Closing it here gives it to the lane.
  private static void terminateIfReadOnly(SqlConnection opened, PrimarySelector selector) {
    ServerSearch.requireWritable(opened)
        .onFailure(cause -> selector.markSuspect())
        .recover(cause -> opened.query(TERMINATE_SESSIONS).execute().mapEmpty())
        .onComplete(done -> opened.close());
  }

  static Future<?> terminateIfReadOnly(
      SqlClient connection, PrimarySelector selector, Throwable cause) {
    return selector.requiresPrimary() && SqlFailure.isReadOnly(cause)
        ? connection.query(TERMINATE_SESSIONS).execute()
        : Future.succeededFuture();
  }

  /**
   * Runs a statement. Retries after a deadlock or a serialization failure. Fails with {@link
   * UnavailableException} when the database does not reply or cannot run the statement now.
   */
  @Override
  public Future<RowSet<Row>> run(String sql, Tuple parameters) {
    String text = selector.isCitus() ? CitusCalls.of(sql) : sql;
    return attempt(text, parameters, maxRetries);
  }

  // Retries conflicts only: after a lost connection nobody knows whether the statement has run.
  private Future<RowSet<Row>> attempt(String sql, Tuple parameters, int retries) {
    return runner
        .run(sql, parameters)
        .recover(
            cause ->
                retries > 0 && SqlFailure.isConflict(cause)
                    ? attempt(sql, parameters, retries - 1)
                    : Future.failedFuture(failure(cause)));
  }

  private Throwable failure(Throwable cause) {
    if (SqlFailure.isLost(cause)) {
      selector.markSuspect();
    }
    return SqlFailure.explain(cause);
  }

  Future<Void> close() {
    meters.closed(client);
    return client.close();
  }
}
