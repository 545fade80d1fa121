package dev.rebound.store;

import dev.rebound.bus.UnavailableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Knows which server the lanes' next connections go to. What it knows holds until a lane has lost
 * one; then the servers are tried, with a connection that is given up again, and as long as none is
 * found, and for a moment after each try, whoever wants a connection fails at once.
 */
final class PrimarySelector {
  private static final Duration TRIAL = Duration.ofSeconds(3);
  // The first connection of a process loads its classes, on a machine that may be busy.
  private static final Duration FIRST_TRIAL = Duration.ofSeconds(10);
  private static final Lane.Limits TRIAL_LIMITS =
      new Lane.Limits("trial", 1, 1, 1, FIRST_TRIAL, FIRST_TRIAL, false);
  // A replica that came back is found after this time; so is, on connections that are as old, one
  // that the others have to do with less.
  private static final Duration REPLICAS_HOLD = Duration.ofSeconds(30);
  private static final String IS_READ_ONLY = "SHOW transaction_read_only";

  /** What a server has to be. */
  private enum Part {
    PRIMARY,
    REPLICA
  }

  private final Vertx vertx;
  private final DatabaseServers servers;
  private final Part part;
  private final LongSupplier nanoTime;
  private final Backoff backoff;

  // Those that may be asked; empty: nobody knows.
  private List<String> known;
  private Duration trialTimeout = FIRST_TRIAL;
  private long knownSince;
  private int turn;
  private Future<List<String>> search;
  private Throwable failure = new UnavailableException("the connection was lost", null);

  private PrimarySelector(Vertx vertx, DatabaseServers servers, Part part, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.servers = servers;
    this.part = part;
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(nanoTime, ThreadLocalRandom.current()::nextDouble);
    this.known = servers.isOne() ? servers.urls() : List.of();
    this.knownSince = nanoTime.getAsLong();
  }

  /** To the one that takes writes; the only server there is is taken as it is. */
  static PrimarySelector toPrimary(Vertx vertx, DatabaseServers servers) {
    return new PrimarySelector(vertx, servers, Part.PRIMARY, System::nanoTime);
  }

  /** To any that answers, one after the other; nothing can be written there. */
  static PrimarySelector toReplicas(Vertx vertx, DatabaseServers servers) {
    return new PrimarySelector(vertx, servers, Part.REPLICA, System::nanoTime);
  }

  /** Whether a statement that failed here is run by the primary. */
  boolean isToReplicas() {
    return part == Part.REPLICA;
  }

  /** Whether there may be another server where this one takes no writes. */
  boolean mayLeave() {
    return part == Part.PRIMARY && hasChoice();
  }

  private boolean hasChoice() {
    return !servers.isOne();
  }

  /** Whether a connection is lent one of the server's for a transaction at a time. */
  boolean throughPooler() {
    return servers.throughPooler();
  }

  /** How old a connection may become; zero: as old as it likes. */
  Duration lifetime() {
    return part == Part.REPLICA && hasChoice() ? REPLICAS_HOLD : Duration.ZERO;
  }

  /** Of a connection to one that may be asked now. */
  Future<SqlConnectOptions> options(Lane.Limits limits) {
    return next().map(url -> options(url, limits));
  }

  private SqlConnectOptions options(String url, Lane.Limits limits) {
    if (part == Part.REPLICA) {
      return ConnectOptions.readOnly(url, servers, limits);
    }
    return hasChoice()
        ? ConnectOptions.primaryOnly(url, servers, limits)
        : ConnectOptions.of(url, servers, limits);
  }

  /** A lane has lost a connection, or got none. */
  synchronized void markSuspect() {
    if (!known.isEmpty()) {
      known = List.of();
      backoff.failed();
    }
  }

  private synchronized Future<String> next() {
    if (!known.isEmpty()) {
      // Nobody waits for it: one that is gone without a word makes a search take its whole time.
      if (isOld() && search == null && backoff.mayTry()) {
        beginSearch();
      }
      return Future.succeededFuture(takeTurn(known));
    }
    if (search == null) {
      if (!backoff.mayTry()) {
        return Future.failedFuture(failure);
      }
      beginSearch();
    }
    return search.map(this::takeTurn);
  }

  private void beginSearch() {
    Future<List<String>> begun = search().recover(PrimarySelector::explain);
    search = begun;
    begun.onComplete(this::note);
  }

  // Without the cause: a trial that took too long is no statement that did.
  private static <T> Future<T> explain(Throwable cause) {
    Throwable explained = SqlFailure.explain(cause);
    return Future.failedFuture(
        explained instanceof UnavailableException
            ? new UnavailableException(explained.getMessage(), null)
            : explained);
  }

  private boolean isOld() {
    long age = nanoTime.getAsLong() - knownSince;
    return !lifetime().isZero() && age > lifetime().toNanos();
  }

  private synchronized String takeTurn(List<String> urls) {
    turn = (turn + 1) % urls.size();
    return urls.get(turn);
  }

  private synchronized void note(AsyncResult<List<String>> found) {
    search = null;
    if (found.succeeded()) {
      known = found.result();
      trialTimeout = TRIAL;
      knownSince = nanoTime.getAsLong();
      backoff.succeeded();
    } else {
      failure = found.cause();
      known = List.of();
      backoff.failed();
    }
  }

  private Future<List<String>> search() {
    List<String> urls = servers.urls();
    List<Pool> pools = urls.stream().map(this::open).toList();
    List<Future<String>> trials =
        IntStream.range(0, urls.size()).mapToObj(i -> tryOut(pools.get(i), urls.get(i))).toList();
    // One that is gone without a word keeps nobody waiting who has found the primary.
    Future<?> settled = part == Part.PRIMARY ? Future.any(trials) : Future.join(trials);
    return settled.transform(done -> found(trials)).onComplete(done -> pools.forEach(Pool::close));
  }

  private Future<List<String>> found(List<Future<String>> trials) {
    // Two primaries are a mistake of others; all lanes then go to the same one.
    int most = part == Part.PRIMARY ? 1 : trials.size();
    List<String> found =
        trials.stream().filter(Future::succeeded).map(Future::result).limit(most).toList();
    return found.isEmpty()
        ? Future.failedFuture(trials.get(0).cause())
        : Future.succeededFuture(found);
  }

  private Pool open(String url) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(1))
        .with(Lane.netOptions())
        .connectingTo(options(url, TRIAL_LIMITS))
        .using(vertx)
        .build();
  }

  private Future<String> tryOut(Pool server, String url) {
    return server
        .query(IS_READ_ONLY)
        .execute()
        .timeout(trialTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            rows ->
                isFit(rows.iterator().next().getString(0))
                    ? Future.succeededFuture(url)
                    : Future.failedFuture(new UnavailableException("it takes no writes", null)));
  }

  private boolean isFit(String readOnly) {
    return !mayLeave() || readOnly.equals("off");
  }
}
