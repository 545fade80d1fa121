package dev.rebound.embedded;

import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.SetupException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server of a data folder running for as long as it holds the folder's lock: starts it,
 * starts it again on the same port when it dies, and stops it.
 */
final class ServerKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerKeeper.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONG_LIFE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final DataFolderLock lock;
  private final PostgresServer server;
  private final int port;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch = new Thread(this::watch, "postgres-watch");
  private Postmaster postmaster;

  private ServerKeeper(DataFolderLock lock, PostgresServer server, Postmaster postmaster) {
    this.lock = lock;
    this.server = server;
    this.port = postmaster.port();
    this.postmaster = postmaster;
    watch.setDaemon(true);
  }

  /** Starts the server, or takes over the one that runs; the lock is the keeper's from here on. */
  static ServerKeeper start(PostgresArchive archive, DataFolderLock lock) {
    try {
      lock.folder().requireOwnDatabase();
      lock.folder().removeLeftovers();
      PostgresBinaries binaries = PostgresBinaries.install(archive, lock.folder());
      PostgresCluster cluster = new PostgresCluster(lock.folder(), binaries);
      ServerKeeper keeper = start(new PostgresServer(cluster, cluster.prepare()), lock);
      keeper.watch.start();
      return keeper;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  DatabaseUrl url() {
    return server.login().url(port);
  }

  /** Stops watching and stops the server; once closed, it may be somebody else's. */
  @Override
  public synchronized void close() {
    if (isClosing()) {
      return;
    }
    closing.countDown();
    // An interrupted thread, too, must be able to wait for the server to end well.
    boolean interrupted = Thread.interrupted();
    try {
      while (watch.isAlive()) {
        // Over and over, since the watch may be about to start one.
        server.stop();
        watch.join(LOOK.toMillis());
      }
      server.stop();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Leaves the server running, as a killed process would. */
  void abandon() {
    closing.countDown();
    lock.close();
  }

  private static ServerKeeper start(PostgresServer server, DataFolderLock lock) {
    Postmaster postmaster = server.start(PostgresServer.ANY_PORT);
    try {
      server.login().makeDatabase(postmaster.port());
      LOG.info("PostgreSQL runs in {}, process {}", lock.folder().root(), postmaster.pid());
      return new ServerKeeper(lock, server, postmaster);
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  /** The pause between two looks is also the back-off: it grows with each death, up to a bound. */
  private void watch() {
    Duration pause = LOOK;
    Deadline youth = Deadline.in(LONG_LIFE);
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!postmaster.isRunning() && !isClosing()) {
          revive();
          youth = Deadline.in(LONG_LIFE);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        } else if (youth.isOver()) {
          pause = LOOK;
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("nobody watches over PostgreSQL any more", e);
    }
  }

  private void revive() {
    LOG.warn("PostgreSQL died (process {}); starting it again on port {}", postmaster.pid(), port);
    try {
      postmaster = server.start(port);
    } catch (SetupException e) {
      // Whoever closes may have stopped it half-way up.
      if (!isClosing()) {
        LOG.warn(e.getMessage());
      }
    } catch (RuntimeException e) {
      LOG.error("starting PostgreSQL again failed", e);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }
}
