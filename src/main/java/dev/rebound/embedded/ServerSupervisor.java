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
 * Starts the server of a locked data folder, restarts it on the same port if it dies, and stops it.
 */
final class ServerSupervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSupervisor.class);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);
  private static final Duration STABLE_AFTER = Duration.ofMinutes(1);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  private final DataFolderLock lock;
  private final PostgresServer server;
  private final int port;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watcher = new Thread(this::watch, "postgres-watch");
  private Postmaster postmaster;

  private ServerSupervisor(DataFolderLock lock, PostgresServer server, Postmaster postmaster) {
    this.lock = lock;
    this.server = server;
    this.port = postmaster.port();
    this.postmaster = postmaster;
    watcher.setDaemon(true);
  }

  /** Starts the server, or takes over the running one. Owns the lock from now on. */
  static ServerSupervisor start(PostgresArchive archive, DataFolderLock lock) {
    try {
      lock.folder().requireOwner();
      lock.folder().deleteUnfinished();
      PostgresCluster cluster = PostgresCluster.install(archive, lock.folder());
      ServerSupervisor supervisor = start(new PostgresServer(cluster, cluster.prepare()), lock);
      supervisor.watcher.start();
      return supervisor;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static ServerSupervisor start(PostgresServer server, DataFolderLock lock) {
    Postmaster postmaster = server.start(PostgresServer.ANY_PORT);
    try {
      server.login().createDatabase(postmaster.port());
      LOG.info("PostgreSQL runs in {}, process {}", lock.folder().root(), postmaster.pid());
      return new ServerSupervisor(lock, server, postmaster);
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  DatabaseUrl url() {
    return server.login().url(port);
  }

  /** Stops the server. A second call does nothing: the server may have another owner then. */
  @Override
  public synchronized void close() {
    if (isClosing()) {
      return;
    }
    closing.countDown();
    // An interrupted thread, too, waits for a clean stop.
    boolean interrupted = Thread.interrupted();
    try {
      while (watcher.isAlive()) {
        // Repeated, because the watcher may start a server meanwhile.
        server.stop();
        watcher.join(CHECK_INTERVAL.toMillis());
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

  /** Releases the lock and leaves the server running, as a kill does. */
  void abandon() {
    closing.countDown();
    lock.close();
  }

  // The check interval doubles with each restart, up to a limit, until the server is stable.
  private void watch() {
    Duration interval = CHECK_INTERVAL;
    Deadline stable = Deadline.in(STABLE_AFTER);
    try {
      while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!postmaster.isRunning() && !isClosing()) {
          restart();
          stable = Deadline.in(STABLE_AFTER);
          interval = interval.compareTo(MAX_BACKOFF) < 0 ? interval.multipliedBy(2) : interval;
        } else if (stable.isOver()) {
          interval = CHECK_INTERVAL;
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("PostgreSQL is no longer watched", e);
    }
  }

  private void restart() {
    LOG.warn("PostgreSQL died (process {}); restarting it on port {}", postmaster.pid(), port);
    try {
      postmaster = server.start(port);
    } catch (SetupException e) {
      // A concurrent close may have stopped the server during its start.
      if (!isClosing()) {
        LOG.warn(e.getMessage());
      }
    } catch (RuntimeException e) {
      LOG.error("cannot restart PostgreSQL", e);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }
}
