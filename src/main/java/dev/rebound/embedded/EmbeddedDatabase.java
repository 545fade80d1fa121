package dev.rebound.embedded;

import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.SetupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A durable PostgreSQL in a data folder. It listens on 127.0.0.1 and requires a password. It
 * survives the kill of its owner; the next owner takes it over.
 *
 * @param url with the password
 * @param supervisor empty if another process owns the server
 */
public record EmbeddedDatabase(DatabaseUrl url, Optional<ServerSupervisor> supervisor)
    implements AutoCloseable {
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Starts the server as its owner, for the service, and keeps it running until {@link #close}. The
   * first start takes seconds; recovery after a crash may take minutes.
   *
   * @throws SetupException if another process owns the folder, or the server cannot start
   */
  public static EmbeddedDatabase start(Path dataDir) {
    return start(dataDir, LOCK_TIMEOUT);
  }

  static EmbeddedDatabase start(Path dataDir, Duration timeout) {
    PostgresArchive archive = findArchive();
    return start(archive, DataFolderLock.acquire(DataFolder.open(dataDir), timeout));
  }

  /**
   * Uses the running server of the folder's owner, for a short command. Without an owner, starts
   * the server as {@link #start} does.
   *
   * @throws SetupException if the owner's server is not ready within 30 s, or as {@link #start}
   */
  public static EmbeddedDatabase startOrShare(Path dataDir) {
    PostgresArchive archive = findArchive();
    DataFolder folder = DataFolder.open(dataDir);
    return Deadline.in(READY_TIMEOUT)
        .poll(
            () ->
                DataFolderLock.tryAcquire(folder)
                    .map(lock -> start(archive, lock))
                    .or(() -> findRunning(folder)),
            () ->
                new SetupException(
                    "the database in %s, which another Rebound runs (%s), is not ready: try again later"
                        .formatted(folder.root(), DataFolderLock.holder(folder))));
  }

  /** Stops the server, unless another process owns it. */
  @Override
  public void close() {
    supervisor.ifPresent(ServerSupervisor::close);
  }

  /** Releases the folder without stopping the server, as a kill does. For tests. */
  void abandon() {
    supervisor.ifPresent(ServerSupervisor::abandon);
  }

  private static PostgresArchive findArchive() {
    return PostgresArchive.find(EmbeddedDatabase.class.getClassLoader());
  }

  private static EmbeddedDatabase start(PostgresArchive archive, DataFolderLock lock) {
    ServerSupervisor supervisor = ServerSupervisor.start(archive, lock);
    return new EmbeddedDatabase(supervisor.url(), Optional.of(supervisor));
  }

  private static Optional<EmbeddedDatabase> findRunning(DataFolder folder) {
    return ClusterLogin.read(folder)
        .flatMap(
            login ->
                Postmaster.findRunning(folder.cluster())
                    .map(Postmaster::port)
                    .filter(login::isReady)
                    .map(port -> new EmbeddedDatabase(login.url(port), Optional.empty())));
  }
}
